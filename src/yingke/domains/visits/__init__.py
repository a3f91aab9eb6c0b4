"""Key-customer visits: requests, procedures of 12 nodes, plans, agenda, tasks, the day, archive."""
