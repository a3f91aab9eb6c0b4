"""Use cases of the API's own tables."""
