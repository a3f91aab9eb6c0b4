"""Key-customer visits: request, procedure of 12 nodes, plan, agenda, tasks, the day, archive."""
