"""How well the company receives: indicators counted from the journal, never typed in."""
