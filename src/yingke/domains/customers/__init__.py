"""Accounts and their groups, the people who decide there, what they like, and what was signed."""
