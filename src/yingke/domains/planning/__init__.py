"""Planning: proposals of the planner for a visit, and what agenda items need."""
