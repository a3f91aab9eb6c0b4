"""No page of the sample company shows interface words of the other language."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import polib
import pytest
from tests.catalogues import CATALOGUE
from tests.e2e.visitor import Visitor

PAGES = {
    "coordinator": [
        *("/", "/visits/", "/visits/board/", "/visits/calendar/", "/visits/new/", "/calendar/"),
        *("/schedule/", "/schedule/new/", "/resources/rooms/"),
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
        *("first /settings/roles/", "/settings/"),
    ],
    "manager": ["/insights/", "/visits/?state=submitted", "/"],
}
# English that stays English in Chinese pages: names, units, formats and abbreviations.
ENGLISH_ANYWHERE = re.compile(
    r"\b(Yingke|English|PDF|Excel|CSV|JSON|API|KPI|NPS|VIP|NDA|SLA|IT|OK|iCalendar|Outlook"
    r"|Thunderbird|QR|Wi-Fi|km|kWh|GWh|MWh|CEO|CTO|Ctrl|Esc|Enter|URL|ID|TOTP|OpenID|SAML)\b"
)
# Names and titles in the sample company's rows that the interface happens to say too.
DATA = {"headquarters", "requester", "Chenghu dining room", "参观、餐叙与送别"}
SHORTEST = 5  # Chinese characters of a sentence; shorter ones are titles and names as well
WORD = re.compile(r"[A-Za-z]{3,}")
FILE = re.compile(r"\.(csv|xlsx|docx|pptx|pdf)\b")  # the name of a file that somebody brought
RECORD = re.compile(r'href="([^"?#]*/\d+/)')


class Texts(HTMLParser):
    """The texts of a page, without code, data and what is marked as another language."""

    VOID = frozenset(("br", "hr", "img", "input", "link", "meta", "source", "wbr", "use", "path"))
    SILENT = frozenset(("head", "script", "style", "template", "noscript", "code"))

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.VOID:
            return
        given = dict(attrs)
        marked = tag != "html" and "lang" in given
        data = "data" in (given.get("class") or "").split()
        self._open.append((tag, tag in self.SILENT or marked or data))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        text = " ".join(data.split())
        if text and not any(silent for _tag, silent in self._open):
            self.found.append(text)


@pytest.fixture(scope="module")
def words() -> dict[str, str]:
    """Every sentence of the interface without a gap in it: English to Chinese."""
    entries = [entry for entry in polib.pofile(str(CATALOGUE)) if "%(" not in entry.msgid]
    return {entry.msgid: entry.msgstr for entry in entries if entry.msgstr != entry.msgid}


@pytest.mark.parametrize("login", PAGES)
def test_pages_speak_one_language_at_a_time(login, server, words):
    visitor = Visitor(server.url).sign_in(login)
    foreign = {}
    kept = "en" if '<html lang="en"' in visitor.get("/inbox/").text else "zh-hans"
    for language in sorted(("zh-hans", "en"), key=kept.__eq__):  # the account's own comes last
        assert visitor.send("/language/", language=language).status < 400
        for path in PAGES[login]:
            texts = Texts()
            texts.feed(arrive(visitor, path))
            if found := foreign_words(texts.found, language, words):
                foreign[language, path] = found
    assert foreign == {}


def arrive(visitor, path):
    """The page; `first X` is the page of the first record that the list X leads to."""
    prefix, _, address = path.rpartition(" ")
    answer = visitor.get(address)
    if prefix:
        main = answer.text[answer.text.index('id="main"') :]
        answer = visitor.get(RECORD.search(main).group(1))
    assert answer.status == 200, (path, answer.status)
    return answer.text


def foreign_words(texts, language, words):
    """Interface texts on the page that are in the other language."""
    if language == "en":
        chinese = set(words.values())
        return [text for text in texts if len(text) >= SHORTEST and text in chinese - DATA]
    return [
        text
        for text in texts
        if not ENGLISH_ANYWHERE.fullmatch(text)
        and text not in DATA
        and (
            text in words
            or (WORD.search(FILE.sub("", ENGLISH_ANYWHERE.sub("", text))) and no_data(text))
        )
    ]


def no_data(text):
    """Whether a text cannot be data: an address, a code, a number, a name in Latin letters."""
    return not re.search(r"@|://|\d|^[A-Z][\w.&-]*( [A-Z][\w.&-]*)*$|^[a-z_.]+\.[a-z_]+$", text)
