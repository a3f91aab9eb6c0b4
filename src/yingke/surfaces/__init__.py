"""Who uses it: pages that join several domains, portals, the API."""
