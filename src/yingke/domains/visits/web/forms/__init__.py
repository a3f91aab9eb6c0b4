"""The forms of the visit pages: each checks the shape of its values, the rules their meaning."""
