"""What `bench/pages.py` needs: a large company, bare views, a load generator."""
