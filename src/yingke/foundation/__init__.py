"""What it stands on; no word of customers or visits here."""
