"""What the build brings: pinned, complete, from no other host."""

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from yingke.foundation.ui.icons import ICONS

ROOT = Path(__file__).parents[3]
UI = ROOT / "src/yingke/foundation/ui"
DIST = UI / "static/ui/dist"


def test_what_is_built_is_not_built_again(assets):
    assert assets.build_assets(ROOT) is False


def test_a_change_of_a_source_is_noticed(assets, tmp_path, monkeypatch):
    before = assets._stamp(ROOT)
    monkeypatch.setattr(assets, "WATCHED", (*assets.WATCHED, "pyproject.toml"))
    assert assets._stamp(ROOT) != before


def test_the_lock_file_pins_every_package_and_names_no_host():
    text = (ROOT / "package-lock.json").read_text("utf-8")
    packages = {name: p for name, p in json.loads(text)["packages"].items() if name}
    assert "://" not in text
    assert all(re.fullmatch(r"sha512-\S+", p["integrity"]) for p in packages.values())
    wanted = json.loads((ROOT / "package.json").read_text("utf-8"))
    asked = {**wanted["dependencies"], **wanted["devDependencies"]}
    assert {name: packages[f"node_modules/{name}"]["version"] for name in asked} == asked


def test_the_sprite_has_every_icon_once(assets):
    drawn = re.findall(r'<symbol id="([^"]+)"', (DIST / "icons.svg").read_text("utf-8"))
    assert sorted(drawn) == sorted(ICONS)
    assert len(set(ICONS)) == len(ICONS)


@pytest.mark.parametrize(
    ("name", "most"),
    [("app.css", 60_000), ("app.js", 24_000), ("htmx.js", 40_000), ("inter.woff2", 50_000)],
)
def test_what_each_page_loads_stays_small(name, most, assets):
    assert 1_000 < (DIST / name).stat().st_size <= most


def test_scripts_and_sheets_ask_no_other_host(assets):
    for path in (DIST / "app.js", DIST / "app.css", UI / "static/ui/css/dark.css"):
        addresses = set(re.findall(r"https?://[^\s\"')]+", path.read_text("utf-8")))
        assert addresses == set(), path.name


def test_templates_have_no_habits_of_the_older_htmx(assets):
    checker = ROOT / "node_modules/htmx.org/dist/scripts/upgrade-check.py"
    command = [sys.executable, str(checker), "--ext", ".html,.js", str(UI)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stdout


def test_no_template_has_an_inline_script_or_style():
    banned = re.compile(r"\sstyle=|<style|\son[a-z]+=|hx-on|javascript:|<script(?![^>]*\ssrc=)")
    for template in UI.rglob("templates/**/*.html"):
        text = template.read_text("utf-8")
        assert not banned.search(text), f"{template.name}: {banned.search(text)}"


def test_the_browser_packages_are_installed_where_the_lock_file_has_others(assets, tmp_path):
    lock, mark = tmp_path / "package-lock.json", tmp_path / "node_modules" / ".yingke-lock"
    mark.parent.mkdir()
    lock.write_text("{}", encoding="utf-8")
    mark.write_text(hashlib.sha256(b"{}").hexdigest(), encoding="utf-8")
    assets.install_packages(tmp_path)  # finds all it wants
    lock.write_text('{"name": "other"}', encoding="utf-8")
    with pytest.raises(SystemExit, match="failed"):  # asks npm, which finds no package there
        assets.install_packages(tmp_path)
