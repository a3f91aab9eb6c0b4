"""What it is about. From top to bottom; an upper domain may import a lower one."""
