"""What the repository's other files promise: no host in a lock file, nothing inline in a page."""

import re

import pytest
from tests.architecture.source import ROOT, short, templates

LOCKS = ["requirements/run.lock", "requirements/dev.lock", "package-lock.json"]
ADDRESS = re.compile(r"https?://|--(extra-)?index-url|--find-links|\"resolved\"")
INLINE = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a script with text": re.compile(r"<script\b(?![^>]*\bsrc=)", re.IGNORECASE),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "hx-on": re.compile(r"\bhx-on\b", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
}
NOTE = re.compile(r"{#.*?#}|{% comment %}.*?{% endcomment %}", re.DOTALL)
TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)


@pytest.mark.parametrize("name", LOCKS)
def test_no_lock_file_names_a_host(name):
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if ADDRESS.search(line) and '"url":' not in line] == []


@pytest.mark.parametrize("name", LOCKS[:2])
def test_every_pinned_package_has_its_hashes(name):
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    pins = [line for line in text.splitlines() if "==" in line and not line.startswith("#")]
    assert len(pins) > 20
    assert [pin for pin in pins if "--hash=sha256:" not in pin] == []


@pytest.mark.parametrize("what", INLINE)
def test_no_page_holds(what):
    found = []
    for path in templates():
        markup = TAG.sub("", NOTE.sub("", path.read_text(encoding="utf-8")))
        found += [f"{short(path)}: {hit[0]}" for hit in INLINE[what].finditer(markup)]
    assert found == []
