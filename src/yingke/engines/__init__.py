"""What it computes: pure Python, no Django, usable alone from a notebook."""
