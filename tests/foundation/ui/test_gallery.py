"""Who builds a page finds every component on one page."""

import re
from pathlib import Path

from yingke.foundation.ui.templatetags.ui import register

TEMPLATES = Path(__file__).parents[3] / "src/yingke/foundation/ui/templates/ui"
# What every page has from its frame, and what other components draw.
FRAME = {"stylesheets", "scripts", "fixed", "sidebar", "sidebar_links", "tab_bar", "toasts"}
FRAME |= {"part", "live", "kept", "here"}
INSIDE = {"columns", "column_side", "link", "once_key", "pager", "table_url"}


def test_the_gallery_shows_every_component():
    pages = [TEMPLATES / "gallery.html", *(TEMPLATES / "gallery").iterdir()]
    used = {
        tag for page in pages for tag in re.findall(r"{% (\w+)", page.read_text(encoding="utf-8"))
    }
    assert set(register.tags) - FRAME - INSIDE - used == set()
