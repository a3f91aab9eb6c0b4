"""Who uses the product: people, the organisation tree, roles and sign-in."""
