"""Files and functions that a person can read at one sitting."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.architecture.source import python_files, short, templates

PYTHON_FILE, FUNCTION, VIEW, TEMPLATE, TEST_FILE = 400, 40, 25, 150, 500
TEMPLATE_LINE = 140  # characters
# What is read as a list, not as a procedure; each with its reason.
TABLES: dict[str, str] = {}
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def functions(path: Path) -> Iterator[Function]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(function: Function) -> int:
    """Lines of what it does; what it declares (arguments, docstring) is its reference."""
    said = 1 if ast.get_docstring(function) is not None else 0
    if len(function.body) == said:
        return 0
    return (function.end_lineno or 0) - function.body[said].lineno + 1


def is_view(path: Path, function: Function) -> bool:
    arguments = function.args.posonlyargs + function.args.args
    in_web = "web" in path.parts and ("views" in path.parts or path.stem == "views")
    return in_web and bool(arguments) and arguments[0].arg == "request"


@pytest.mark.parametrize(
    ("folder", "limit"), [("src", PYTHON_FILE), ("bench", PYTHON_FILE), ("tests", TEST_FILE)]
)
def test_no_python_file_is_too_long(folder, limit):
    long = {short(path): lines(path) for path in python_files(folder) if lines(path) > limit}
    assert {name: count for name, count in long.items() if name not in TABLES} == {}


def test_no_function_is_too_long():
    long = {
        f"{short(path)} {function.name}": length(function)
        for path in python_files("src", "bench")
        for function in functions(path)
        if length(function) > FUNCTION
    }
    assert {name: count for name, count in long.items() if name not in TABLES} == {}


def test_no_view_is_too_long():
    long = {
        f"{short(path)} {function.name}": length(function)
        for path in python_files("src")
        for function in functions(path)
        if is_view(path, function) and length(function) > VIEW
    }
    assert long == {}


def test_no_template_is_too_long():
    assert {short(path): lines(path) for path in templates() if lines(path) > TEMPLATE} == {}


def test_no_template_line_is_too_long():
    long = {
        f"{short(path)}:{number}": len(line)
        for path in templates()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > TEMPLATE_LINE
    }
    assert long == {}


def test_no_name_says_nothing():
    places = {part for path in python_files("src", "tests", "bench") for part in path.parts}
    assert {place for place in places if Path(place).stem in VAGUE} == set()
