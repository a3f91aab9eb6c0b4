"""Accounts and their groups, contacts, preferences and agreements."""
