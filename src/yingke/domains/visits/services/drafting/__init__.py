"""The procedure as an administrator writes it: versions, their nodes, the tasks of these."""
