"""What `bench/pages.py` needs: a large company, a bare site beside the product, a load generator."""
