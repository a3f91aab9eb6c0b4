"""``python -m yingke.engines.scoring``: the command ``score`` on its own."""

import argparse
import sys

from .command import add_arguments, run

parser = argparse.ArgumentParser(
    prog="score", description="What each customer relationship is worth, from orders and more."
)
add_arguments(parser)
sys.exit(run(parser.parse_args()))
