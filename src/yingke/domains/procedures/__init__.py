"""Visit types, their request forms, and the versions of the procedure."""
