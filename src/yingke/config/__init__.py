"""Settings, URLs, embedded database and command line."""
