"""Forms of the visit pages."""
