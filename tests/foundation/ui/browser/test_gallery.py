"""The gates of the design system, on the page that shows all of it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from tests.foundation.ui.browser.conftest import DESK, PHONE

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
GALLERY = "/settings/gallery/"


@pytest.mark.parametrize(
    ("theme", "size", "language"),
    [  # any two of them together
        ("light", DESK, "zh-hans"),
        ("light", PHONE, "en"),
        ("dark", DESK, "en"),
        ("dark", PHONE, "zh-hans"),
    ],
    ids=["light-desk-zh", "light-phone-en", "dark-desk-en", "dark-phone-zh"],
)
def test_the_gallery_is_accessible_fits_and_is_quiet(theme, size, language, visit):
    page, watch = visit(GALLERY, theme=theme, size=size, language=language)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") == size["width"]
    assert watch.complaints == []
    assert watch.strangers == []


def test_the_theme_changes_at_once_and_stays(visit):
    page, watch = visit(GALLERY)
    ground = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(ground) == "rgb(246, 247, 248)"
    page.click(".account-button")
    with page.expect_response("**/theme/"):
        page.click("button[name=theme][value=dark]")
    assert page.evaluate(ground) == "rgb(13, 17, 20)"
    page.reload()
    assert page.evaluate(ground) == "rgb(13, 17, 20)"
    assert watch.complaints == []


def test_the_palette_opens_by_key_finds_and_jumps(visit):
    page, _watch = visit(GALLERY, language="en")
    page.keyboard.press("Control+k")
    page.wait_for_selector("#palette[open] .palette-hit")
    page.keyboard.type("organ")
    page.wait_for_selector('.palette-hit[data-marked]:has-text("Organisation")')
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/settings/organisation/")


def test_escape_closes_the_palette_even_with_a_query(visit):
    page, _watch = visit(GALLERY)
    page.keyboard.press("Control+k")
    page.wait_for_selector("#palette[open] .palette-input")
    page.keyboard.type("x")
    page.keyboard.press("Escape")
    page.wait_for_selector("#palette:not([open])", state="attached")


def test_a_drawer_holds_the_focus_and_gives_it_back(visit):
    page, _watch = visit(GALLERY)
    opener = page.locator("#buttons [data-opens=specimen-drawer]")
    opener.click()
    page.wait_for_selector("#specimen-drawer[open]")
    assert page.evaluate("document.activeElement.closest('dialog')?.id") == "specimen-drawer"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.opens") == "specimen-drawer"


def test_tabs_show_one_panel(visit):
    page, _watch = visit(GALLERY)
    assert (page.is_visible("#day-1"), page.is_visible("#day-2")) == (True, False)
    page.click("[data-panel=day-2]")
    assert (page.is_visible("#day-1"), page.is_visible("#day-2")) == (False, True)


def test_a_combobox_is_searched_by_typing_and_fills_its_select(visit):
    page, _watch = visit(GALLERY, language="en")
    page.click("#id_partner-input")
    page.keyboard.type("shang")
    page.keyboard.press("Enter")
    assert page.input_value("#id_partner-input") == "Shanghai"
    assert page.eval_on_selector("#id_partner", "select => select.value") == "shanghai"


def test_a_list_is_walked_and_chosen_by_keyboard(visit):
    page, _watch = visit(GALLERY)
    for key in ("j", "j", "x"):
        page.keyboard.press(key)
    rows = page.locator("[data-table] tbody tr")
    assert "is-marked" in rows.nth(1).get_attribute("class")
    assert rows.nth(1).locator("input[name=pk]").is_checked()
    assert page.is_visible("[data-bulk]")


def test_the_sidebar_opens_on_a_phone(visit):
    page, _watch = visit(GALLERY, size=PHONE)
    assert not page.is_visible("#sidebar")
    page.click(".tab-bar [data-opens=sidebar]")
    page.wait_for_selector("#sidebar.is-open", state="visible")


def test_the_page_reads_without_script(visit):
    page, _watch = visit(GALLERY, script=False)
    assert page.is_visible("h1")
    assert page.is_visible("[data-table] tbody tr")
    assert page.locator(".sidebar-link[aria-current=page], .sidebar-link").count() > 0


def test_a_combobox_shows_its_choice_again_after_going_back(visit):
    page, _watch = visit(GALLERY, language="en")
    page.click("#id_partner-input")
    page.keyboard.type("shang")
    page.keyboard.press("Enter")
    page.goto(page.url.replace(GALLERY, "/settings/"))
    page.go_back()
    assert page.eval_on_selector("#id_partner", "select => select.value") == "shanghai"
    expect(page.locator("#id_partner-input")).to_have_value("Shanghai")


def test_filters_are_folded_on_a_phone_only(visit):
    page, _watch = visit(GALLERY)
    assert page.locator("[data-table] .filter select").first.is_visible()
    assert not page.locator(".filters-more > summary").is_visible()
    page, _watch = visit(GALLERY, size=PHONE)
    assert not page.locator("[data-table] .filter select").first.is_visible()
    page.click(".filters-more > summary")
    assert page.locator("[data-table] .filter select").first.is_visible()
