"""User-facing surfaces: pages that join several domains, portals, the API."""
