"""Orders, payments, contracts, projects and quotes, as other systems hand them over."""
