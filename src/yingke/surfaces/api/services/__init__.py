"""Writes of tokens, webhooks and deliveries."""
