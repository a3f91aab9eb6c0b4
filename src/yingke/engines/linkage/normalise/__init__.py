"""One writing for what people write in many ways.

Each module reads one kind of field and returns a small frozen value; none of them raises on
what a person typed: what cannot be read is empty, and what is wrong is said in the value.
"""
