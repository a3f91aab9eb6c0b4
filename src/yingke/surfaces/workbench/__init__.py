"""Staff pages that combine several domains: home, tasks, settings."""
