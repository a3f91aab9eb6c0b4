"""``python -m yingke.engines.planner``: the same as ``yingke plan``."""

import argparse
import sys

from .command import add_arguments, run

parser = argparse.ArgumentParser(prog="yingke plan", description="Plan who, where and when.")
add_arguments(parser)
sys.exit(run(parser.parse_args()))
