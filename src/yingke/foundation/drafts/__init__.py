"""Things with versions: a draft, a check, a difference, and a moment from which it holds."""
