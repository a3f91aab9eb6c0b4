"""Settings, urls, the embedded database and the command line."""
