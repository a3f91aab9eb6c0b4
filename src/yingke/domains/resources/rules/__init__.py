"""Pure rules of resources and bookings."""
