"""The command `yingke`; each subcommand is a module that is imported on demand."""

import argparse
import sys
from importlib import import_module

from yingke import __version__

# name → (module with add_arguments(parser) and run(args) -> exit code, help text)
COMMANDS = {
    "up": ("yingke.config.commands.up", "start the database, the worker and the web server"),
    "sample": ("yingke.config.commands.sample", "build the sample company in an empty database"),
    "doctor": ("yingke.config.commands.doctor", "check the installation and say how to fix it"),
    "backup": ("yingke.config.commands.backup", "write rows and files to one file"),
    "restore": ("yingke.config.commands.restore", "read a backup into an empty database"),
    "import": ("yingke.config.commands.import_rows", "import rows of one kind from a spreadsheet"),
    "export": ("yingke.config.commands.export_rows", "export rows of one kind to a spreadsheet"),
    "plan": ("yingke.engines.planner.command", "plan who, where and when, from a JSON file"),
    "score": ("yingke.engines.scoring.command", "compute measures and tiers from order files"),
    "link": ("yingke.engines.linkage.command", "find the same company under other names"),
    "manage": ("yingke.config.commands.manage", "run a Django management command"),
}


def main(argv: list[str] | None = None) -> int:
    """Run a subcommand and return its exit code."""
    arguments = sys.argv[1:] if argv is None else argv
    name = arguments[0] if arguments else "--help"
    parser = argparse.ArgumentParser(
        prog="yingke",
        description="Yingke (迎客) runs key-customer visits and the relationships behind them.",
    )
    parser.add_argument("--version", action="version", version=f"yingke {__version__}")
    choices = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command, (module, summary) in COMMANDS.items():
        sub = choices.add_parser(command, help=summary, description=summary.capitalize() + ".")
        if command == name:
            import_module(module).add_arguments(sub)
    if name == "manage":  # Django parses the remaining arguments
        return int(import_module(COMMANDS[name][0]).execute(arguments[1:]))
    args = parser.parse_args(arguments)
    return int(import_module(COMMANDS[name][0]).run(args))
