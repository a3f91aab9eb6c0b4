"""Pure rules of feedback."""
