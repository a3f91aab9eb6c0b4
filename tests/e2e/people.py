"""People of the sample company at their browsers, and what the browser has to say."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, expect

DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
# The browser itself reports an answered mistake as a failed resource.
ANSWERED = re.compile(r"status of (404|409|422)")
Files = dict[str, tuple[str, bytes]]  # field: name and content
# Chooses in a select, also in one that is searched by typing and carries only what was chosen.
CHOOSE = """(select, value) => {
  if (![...select.options].some(one => one.value === value)) select.add(new Option("…", value));
  select.value = value;
  select.dispatchEvent(new Event("change", { bubbles: true }));
}"""


class Person:
    """One signed-in person with a page, and a note of each complaint and each foreign request."""

    def __init__(self, context: BrowserContext, home: str) -> None:
        self.context = context
        self.home = home
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.strangers: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._hear)
        self.page.on("request", lambda request: self._see(request.url))

    def _hear(self, message: Any) -> None:
        if message.type in {"error", "warning"} and not ANSWERED.search(message.text):
            self.complaints.append(f"{self.page.url}: {message.text}")

    def _see(self, url: str) -> None:
        if not url.startswith((self.home, "data:", "blob:")):
            self.strangers.append(url)

    def open(self, path: str) -> Page:
        """Go to a page of the product; it must exist."""
        answer = self.page.goto(path if path.startswith("http") else self.home + path)
        assert answer is not None
        assert answer.status < 400, f"{path}: {answer.status}"
        return self.page

    def fill(self, **fields: Any) -> None:
        """Fill the form on the page: text, choice, tick or file, by the names of its fields."""
        for name, value in fields.items():
            place = self.page.locator(f"#main [name='{name}']:not([type=hidden])").first
            kind = place.evaluate("one => one.type")
            if kind in {"checkbox", "radio"}:
                box = self.page.locator(f"#main [name='{name}'][value='{value}']")
                (box if value is not True else place).first.dispatch_event("click")
            elif kind == "file":
                place.set_input_files(value)
            elif kind.startswith("select"):
                place.evaluate(CHOOSE, str(value))
            else:
                place.fill(str(value))

    def send(self, button: str = "button.button-primary[type=submit]") -> Page:
        """Press the form's button and wait for the answer; the form must be accepted."""
        with self.page.expect_response(lambda answer: answer.request.method == "POST") as found:
            self.page.locator(f"#main {button}").last.click()
        answer = found.value
        assert answer.status < 400, f"{answer.url}: {answer.status}"
        target = answer.headers.get("hx-redirect") or answer.headers.get("location")
        if target:
            self.page.wait_for_url(self.home + target)
        return self.page

    def post(
        self, path: str, files: dict[str, tuple[str, bytes]] | None = None, **fields: str
    ) -> None:
        """Send a form as this person's browser would, without drawing a page."""
        token = next(one["value"] for one in self.context.cookies() if one["name"] == "yingke_csrf")
        form: dict[str, Any] = {"csrfmiddlewaretoken": token, **fields}
        for name, (title, content) in (files or {}).items():
            form[name] = {"name": title, "mimeType": "text/plain", "buffer": content}
        answer = self.context.request.post(
            self.home + path, multipart=form, headers={"Referer": self.home + path}
        )
        assert answer.ok, f"{path}: {answer.status}"

    def do(self, path: str, button: str = "", **fields: Any) -> Page:
        """Open a page with a form, fill it and send it."""
        self.open(path)
        self.fill(**fields)
        return self.send(button) if button else self.send()


def sign_in(chromium: Browser, home: str, login: str, language: str, theme: str) -> Person:
    """Enter through the sample's sign-in page, as a visitor to it would."""
    context = chromium.new_context(viewport=DESK, locale=language, timezone_id="Asia/Shanghai")
    someone = Person(context, home)
    page = someone.open("/login/")
    address = page.locator(f"form:has(input[value='{login}@yingke.example']) button")
    with page.expect_navigation():
        address.click()
    someone.open("/inbox/")
    prefer(someone, language, theme)
    return someone


def prefer(someone: Person, language: str, theme: str) -> None:
    """Choose language and theme in the account menu."""
    page = someone.page
    for name, value in (("language", language), ("theme", theme)):
        page.locator(".account-button").first.click()
        button = page.locator(f"button[name={name}][value='{value}']").first
        if name == "theme":
            with page.expect_response(re.compile(r"/theme/")):
                button.click()
            page.reload()
        else:
            with page.expect_navigation():
                button.click()
    expect(page.locator("html")).to_have_attribute("lang", re.compile(language[:2]))
