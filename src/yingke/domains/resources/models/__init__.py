"""Tables of resources."""

from yingke.domains.resources.models.booking import Booking
from yingke.domains.resources.models.resource import Resource, Room, Vehicle
from yingke.domains.resources.models.supplier import Hotel, Supplier

__all__ = ["Booking", "Hotel", "Resource", "Room", "Supplier", "Vehicle"]
