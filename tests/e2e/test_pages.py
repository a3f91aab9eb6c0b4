"""Every main page, in both languages, both themes and on both screens, keeps the house's gates."""

import re

import polib
import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.catalogues import CATALOGUE
from tests.e2e.people import DESK, PHONE

pytestmark = pytest.mark.browser

PAGES = {
    "coordinator": [
        *("/", "/visits/", "/visits/board/", "/visits/calendar/", "/visits/new/", "/calendar/"),
        *("/schedule/", "/schedule/new/", "/resources/", "/resources/rooms/"),
        *("/customers/", "/customers/new/", "/customers/contacts/", "/people/", "/people/new/"),
        *("/feedback/", "/follow-ups/", "/inbox/", "/account/", "/settings/notifications/"),
        *("first /customers/", "first /people/", "first /resources/rooms/"),
        *("first /feedback/", "first /follow-ups/", "/settings/policy/"),
        *(f"first /visits/?state={state}" for state in ("submitted", "planned", "confirmed")),
        *(f"first /visits/?state={state}" for state in ("follow_up", "archived", "cancelled")),
    ],
    "admin": [
        *("/settings/people/", "/settings/people/new/", "/settings/roles/", "/settings/jobs/"),
        *("/settings/organisation/", "/settings/policy/", "/settings/policy/clauses/"),
        *("/settings/journal/", "/settings/undelivered/", "first /settings/people/"),
        *("first /settings/roles/", "first /settings/journal/", "/settings/"),
    ],
    "manager": ["/insights/", "/visits/?state=submitted", "/"],
}
EVERY = [(login, path) for login, paths in PAGES.items() for path in paths]

# English that stays English in Chinese pages: names, units, formats and abbreviations.
ENGLISH_ANYWHERE = re.compile(
    r"\b(Yingke|English|PDF|Excel|CSV|JSON|API|KPI|NPS|VIP|NDA|SLA|IT|OK|iCalendar|Outlook"
    r"|Thunderbird|QR|Wi-Fi|km|kWh|GWh|MWh|CEO|CTO|Ctrl|Esc|Enter|URL|ID|TOTP|OpenID|SAML)\b"
)
WORD = re.compile(r"[A-Za-z]{3,}")
TEXTS = """() => {
  const texts = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode, parent = node.parentElement;
    if (parent.closest("script, style, template, noscript, [lang], code, .data")) continue;
    const text = node.textContent.trim().replace(/\\s+/g, " ");
    if (text && parent.checkVisibility()) texts.push(text);
  }
  return texts;
}"""

RECORD = re.compile(r"/\d+/")
# What makes the page wider than the screen, if anything does.
WIDER = """() => {
  const page = document.documentElement;
  if (page.scrollWidth <= page.clientWidth) return [];
  return [...document.querySelectorAll("body *")]
    .filter((one) => one.getBoundingClientRect().right > page.clientWidth + 1)
    .map((one) => one.outerHTML.slice(0, 120));
}"""


@pytest.fixture(scope="session")
def words() -> dict[str, str]:
    """Every sentence of the interface without a gap in it: English to Chinese."""
    entries = [entry for entry in polib.pofile(str(CATALOGUE)) if "%(" not in entry.msgid]
    return {entry.msgid: entry.msgstr for entry in entries if entry.msgstr != entry.msgid}


def arrive(someone, path):
    """Open the page; `first X` opens the first record that the list X leads to."""
    prefix, _, address = path.rpartition(" ")
    page = someone.open(address)
    if prefix:
        links = page.locator("#main a[href]").evaluate_all("all => all.map(one => one.pathname)")
        page = someone.open(next(link for link in links if RECORD.search(link)))
    page.wait_for_load_state("networkidle")
    return page


@pytest.mark.parametrize(("login", "path"), EVERY, ids=[" ".join(one) for one in EVERY])
@pytest.mark.parametrize(
    ("language", "theme"), [("zh-hans", "light"), ("en", "dark")], ids=["zh-light", "en-dark"]
)
def test_a_page_is_accessible_translated_quiet_and_fits(
    login, path, language, theme, person, words
):
    someone = person(login, language=language, theme=theme)
    someone.complaints.clear()
    page = arrive(someone, path)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert foreign_words(page.evaluate(TEXTS), language, words) == []
    try:
        page.set_viewport_size(PHONE)
        assert page.evaluate(WIDER) == []
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    finally:
        page.set_viewport_size(DESK)
    assert someone.complaints == []
    assert someone.strangers == []


def foreign_words(texts, language, words):
    """Interface texts on the page that are in the other language."""
    if language == "en":
        chinese = set(words.values())
        return [text for text in texts if text in chinese and not text.isascii()]
    return [
        text
        for text in texts
        if text in words or (WORD.search(ENGLISH_ANYWHERE.sub("", text)) and no_data(text))
    ]


def no_data(text):
    """Whether a text cannot be data: an address, a code, a number, a name in Latin letters."""
    return not re.search(r"@|://|\d|^[A-Z][\w.&-]*( [A-Z][\w.&-]*)*$", text)
