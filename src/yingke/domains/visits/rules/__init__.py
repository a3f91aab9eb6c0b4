"""Pure rules of visits."""
