"""Rooms, vehicles, equipment, hotels and suppliers, and their bookings."""
