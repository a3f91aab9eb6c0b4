"""What a plain object costs: its table, permission, service, declaration and tests."""

from pathlib import Path

MOST = 150
GIFTS = Path(__file__).parent / "gifts"


def test_a_plain_object_is_declared_and_tested_in_few_lines():
    files = {path.name: len(path.read_text().splitlines()) for path in GIFTS.glob("*.py")}
    assert {"models.py", "permissions.py", "services.py", "registers.py"} < set(files)
    assert sum(files.values()) <= MOST
