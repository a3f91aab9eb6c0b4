"""Parts of `bench/pages.py`: generated data, bare views, servers and a load generator."""
