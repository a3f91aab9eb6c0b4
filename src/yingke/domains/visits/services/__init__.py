"""Services of visits, its only writers: keyword-only, one transaction each."""
