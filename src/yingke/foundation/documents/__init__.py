"""Versioned files, and PDF rendering."""
