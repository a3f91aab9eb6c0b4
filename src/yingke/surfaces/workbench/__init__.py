"""The staff's pages that join several domains: home, tasks, settings."""
