"""Staff, the skills they are certified in, and when they are away."""
