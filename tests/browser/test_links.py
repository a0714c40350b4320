"""What stands in the address, in a real browser: a link opens its picture and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlparse

import pytest

browsing = pytest.importorskip("tests.browser.conftest", reason="no browser on this machine")
from playwright.sync_api import Browser, Page, expect, sync_playwright  # noqa: E402


@pytest.fixture(scope="module")
def fresh_url() -> Iterator[str]:
    """A server on which nobody has opened a page yet."""
    process, url = browsing.start_app()
    yield url
    process.terminate()
    process.wait(10)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browsing.CHROMIUM, args=browsing.FLAGS
        )
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 720})
    yield context.new_page()
    context.close()


def go(page: Page, url: str) -> None:
    page.goto(url)
    page.get_by_test_id("player").wait_for(timeout=60_000)
    settle(page)


def settle(page: Page) -> None:
    page.wait_for_timeout(400)
    page.wait_for_function(
        "() => document.querySelector('[data-testid=stApp]').dataset.testScriptState"
        " === 'notRunning'"
    )
    page.wait_for_timeout(700)


def query(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlparse(page.url).query).items()}


def text_of(page: Page) -> str:
    return page.get_by_role("textbox", name="Your own words").input_value()


def choose(page: Page, title: str) -> None:
    page.get_by_test_id("stSelectbox").get_by_role("combobox").click()
    page.get_by_role("option", name=title).click()
    settle(page)


def test_the_first_link_to_a_page_after_a_start_goes_through_the_app(
    page: Page, fresh_url: str
) -> None:
    go(page, f"{fresh_url}/cell?t=2")
    links = page.get_by_test_id("stSidebarNavLink").all_inner_texts()
    assert links == ["Start", "Inside the LSTM cell", "Through time"]
    assert query(page)["t"] == "2"


def test_a_link_with_a_network_and_a_text_opens_both(page: Page, fresh_url: str) -> None:
    go(page, f"{fresh_url}/cell?net=intents&text=play+some+jazz&t=2&phase=write&unit=3")
    assert text_of(page) == "play some jazz"
    player = page.get_by_test_id("player")
    assert player.get_attribute("data-steps") == "3"
    expect(player).to_have_attribute("data-t", "2")
    assert (query(page)["net"], query(page)["text"]) == ("intents", "play some jazz")


def test_a_suggestion_leaves_the_players_place_in_the_address_alone(
    page: Page, fresh_url: str
) -> None:
    go(page, f"{fresh_url}/cell?t=2&phase=write&unit=3")
    page.get_by_test_id("player").press("PageDown")
    page.wait_for_timeout(1500)
    assert query(page)["t"] == "3"
    page.get_by_role("button", name="This movie was not good").click()
    settle(page)
    assert text_of(page) == "This movie was not good at all."
    now = query(page)
    assert now["text"] == "This movie was not good at all."
    assert (now["t"], now["unit"]) == ("3", "3")
    expect(page.get_by_test_id("player")).to_have_attribute("data-t", "3")


def test_typed_text_waits_for_its_network_to_come_back(page: Page, fresh_url: str) -> None:
    go(page, f"{fresh_url}/cell")
    field = page.get_by_role("textbox", name="Your own words")
    field.fill("it was a joy")
    field.press("Enter")
    settle(page)
    choose(page, "What do you want?")
    assert text_of(page) == "what time is it?"
    assert query(page)["net"] == "intents"
    choose(page, "Review sentiment")
    assert text_of(page) == "it was a joy"
    assert query(page).get("text") == "it was a joy"
    assert "net" not in query(page)


def test_another_page_shows_the_same_network_and_text(page: Page, fresh_url: str) -> None:
    go(page, f"{fresh_url}/cell?net=intents&text=play+some+jazz")
    page.get_by_test_id("stSidebarNavLink").nth(2).click()
    page.get_by_role("heading", name="Through time").wait_for()
    settle(page)
    assert text_of(page) == "play some jazz"
    assert (query(page)["net"], query(page)["text"]) == ("intents", "play some jazz")


def test_back_returns_to_what_was_there(page: Page, fresh_url: str) -> None:
    go(page, f"{fresh_url}/cell")
    before = text_of(page)
    page.get_by_role("button", name="This movie was not good").click()
    settle(page)
    page.go_back()
    settle(page)
    assert text_of(page) == before


@pytest.mark.parametrize(
    "nonsense",
    [
        "net=zebra&cell=CNN&start=maybe&candidate=sine&seed=nan&hidden=99",
        "net=random&hidden=inf&seed=-1e999",
        "net=random&hidden=99999999999999999999&seed=%F0%9F%98%80",
        "t=-5&unit=zebra&phase=%3Cb%3E",
        "net=intents&start=typed&h0=nan,inf,1e308&c0=%3Cimg+src%3Dx%3E",
    ],
)
def test_nonsense_in_the_address_still_gives_a_picture(
    page: Page, fresh_url: str, nonsense: str
) -> None:
    go(page, f"{fresh_url}/cell?{nonsense}")
    assert page.get_by_test_id("stException").count() == 0
    assert page.get_by_test_id("player").is_visible()
