"""The writers of visit types, request forms and procedures."""
