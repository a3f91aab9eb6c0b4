"""Design tokens, base templates, checked components, page(), tables and static files."""
