"""What other programs use: the HTTP API, its tokens, and webhooks."""
