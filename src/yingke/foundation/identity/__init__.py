"""Users, organisation tree, roles and sign-in."""
