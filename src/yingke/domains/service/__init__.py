"""Service cases: what customers asked or complained about, and how soon it was answered."""
