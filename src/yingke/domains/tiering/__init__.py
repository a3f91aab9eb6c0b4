"""What a relationship is worth: scores by month, tiers by rules, moves that are decided."""
