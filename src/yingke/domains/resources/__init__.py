"""Sites, rooms, vehicles, kit, hotels and suppliers, and who holds which of them when."""
