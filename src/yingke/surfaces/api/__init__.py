"""HTTP API, API tokens and webhooks."""
