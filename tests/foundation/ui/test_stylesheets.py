"""The style sheets keep the promises of the design system."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).parents[3] / "src/yingke/foundation/ui/static/ui/css"
SHEETS = sorted(CSS.rglob("*.css"))
SOFT = ("accent", "red", "amber", "green", "blue", "violet")
PAIRS = [
    *((ink, ground) for ink in ("ink", "ink-2", "ink-3") for ground in ("bg", "surface", "hover")),
    *((ink, "surface-2") for ink in ("ink", "ink-2", "ink-3")),
    *((tone, f"{tone}-soft") for tone in SOFT),
    *((tone, "surface") for tone in SOFT),
    *(("ink-2", f"{tone}-soft") for tone in SOFT),
    ("accent-ink", "accent"),
    ("accent-ink", "accent-hover"),
    ("red-ink", "red"),
    ("red-ink", "red-hover"),
]


def tokens(name: str) -> dict[str, str]:
    text = (CSS / name).read_text(encoding="utf-8")
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", text))


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, 1–21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def without_comments(sheet: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)


@pytest.mark.parametrize("theme", ["tokens.css", "dark.css"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_stands_out_from_its_ground(theme, ink, ground):
    colours = tokens(theme)
    assert contrast(colours[ink], colours[ground]) >= 4.5


def test_the_dark_sheet_knows_the_same_colours_as_the_light_one():
    assert tokens("dark.css").keys() == tokens("tokens.css").keys()


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
class TestSheet:
    def test_no_rule_stands_inside_a_rule(self, sheet):
        """Only @-rules nest: the browsers of some phones know no more."""
        stack: list[str] = []
        for head, brace in re.findall(r"([^{}]*)([{}])", without_comments(sheet)):
            if brace == "}":
                stack.pop()
                continue
            assert all(outer.startswith("@") for outer in stack), head.strip()
            stack.append(head.rsplit(";", 1)[-1].strip())
        assert stack == []

    def test_no_colour_asks_for_light_dark(self, sheet):
        assert "light-dark(" not in without_comments(sheet)

    def test_no_column_grows_wider_than_its_share(self, sheet):
        """A bare fr or auto column takes the width of its longest word and pushes the page wide."""
        for value in re.findall(r"grid-template-columns:\s*([^;]+);", without_comments(sheet)):
            bare = re.sub(r"minmax\([^()]*(\([^()]*\)[^()]*)*\)", "", value)
            assert not re.search(r"\d(\.\d+)?fr", bare), value

    def test_every_variable_is_declared(self, sheet):
        declared = set(re.findall(r"(--[\w-]+):", (CSS / "tokens.css").read_text("utf-8")))
        used = set(re.findall(r"var\((--[\w-]+)", without_comments(sheet)))
        assert used - declared == set()

    def test_nothing_comes_from_another_host(self, sheet):
        assert not re.search(r"url\([\"']?(https?:)?//", without_comments(sheet))

    def test_a_sheet_is_short_enough_to_read(self, sheet):
        assert len(sheet.read_text(encoding="utf-8").splitlines()) <= 400


def test_every_sheet_of_a_layer_is_imported_once():
    imported = re.findall(r'@import url\("([^"]+)"\)', (CSS / "app.css").read_text("utf-8"))
    own = [str(s.relative_to(CSS)) for s in SHEETS if s.name not in {"app.css", "dark.css"}]
    assert sorted(imported) == sorted(own)
