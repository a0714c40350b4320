"""What stands in the address, in a real browser: a link opens its picture and nothing is lost."""

from __future__ import annotations

from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import start_app


@pytest.fixture(scope="module")
def fresh_url():
    """A server on which nobody has opened a page yet."""
    process, url = start_app()
    yield url
    process.terminate()
    process.wait(10)


def query(watched):
    return {name: values[0] for name, values in parse_qs(urlparse(watched.page.url).query).items()}


def linked(watched):
    """The place that the address names."""
    return tuple(query(watched).get(name) for name in ("t", "phase", "unit"))


def text_of(watched):
    return watched.page.get_by_role("textbox", name="Your own words").input_value()


def choose(watched, title):
    watched.page.get_by_test_id("stSelectbox").get_by_role("combobox").click()
    watched.page.get_by_role("option", name=title).click()
    watched.rerun()


def test_the_first_link_to_a_page_after_a_start_goes_through_the_app(watch, fresh_url):
    watched = watch()
    watched.open(f"{fresh_url}/cell?t=2")
    assert watched.page.get_by_test_id("stTopNavLink").all_inner_texts() == ["Start"]
    sections = watched.page.get_by_test_id("stTopNavSection").all_inner_texts()
    assert sections == ["Learn", "Lab", "Check"]
    assert query(watched)["t"] == "2"


def test_several_who_come_first_at_the_same_time_all_go_through_the_app(watch):
    process, url = start_app()
    hall = [watch() for _ in range(3)]
    for watched, path in zip(hall, ("/cell", "/gradients", "/sequence"), strict=True):
        watched.page.goto(url + path, wait_until="commit")
    for watched in hall:
        watched.player.wait_for(timeout=60_000)
        expect(watched.page.get_by_test_id("stTopNavLink").first).to_be_visible()
        assert watched.page.get_by_test_id("stSidebarNavLink").count() == 0
    process.terminate()
    process.wait(10)


def test_a_link_with_a_network_and_a_text_opens_both(watch, fresh_url):
    watched = watch()
    watched.open(f"{fresh_url}/cell?net=intents&text=play+some+jazz&t=2&phase=write&unit=3")
    assert text_of(watched) == "play some jazz"
    player = watched.player
    assert player.get_attribute("data-steps") == "3"
    expect(player).to_have_attribute("data-t", "2")
    assert (query(watched)["net"], query(watched)["text"]) == ("intents", "play some jazz")


def test_a_suggestion_leaves_the_players_place_in_the_address_alone(watch, fresh_url):
    watched = watch()
    watched.open(f"{fresh_url}/cell?t=2&phase=write&unit=3")
    watched.player.press("PageDown")
    watched.becomes(lambda: query(watched)["t"], "3")
    watched.page.get_by_text("This movie was not good").first.click()
    watched.rerun()
    assert text_of(watched) == "This movie was not good at all."
    now = query(watched)
    assert now["text"] == "This movie was not good at all."
    assert (now["t"], now["unit"]) == ("3", "3")
    expect(watched.player).to_have_attribute("data-t", "3")


def test_typed_text_waits_for_its_network_to_come_back(watch, fresh_url):
    watched = watch()
    watched.open(f"{fresh_url}/cell")
    watched.type_in("it was a joy")
    choose(watched, "What do you want?")
    assert text_of(watched) == "what time is it?"
    assert query(watched)["net"] == "intents"
    choose(watched, "Review sentiment")
    assert text_of(watched) == "it was a joy"
    assert query(watched).get("text") == "it was a joy"
    assert "net" not in query(watched)


def test_another_page_shows_the_same_network_and_text(watch, fresh_url):
    watched = watch()
    watched.open(f"{fresh_url}/cell?net=intents&text=play+some+jazz")
    watched.go_to("Through time")
    assert text_of(watched) == "play some jazz"
    assert (query(watched)["net"], query(watched)["text"]) == ("intents", "play some jazz")


def test_the_way_over_the_start_page_loses_nothing(watch, fresh_url):
    watched = watch()
    watched.open(f"{fresh_url}/cell?net=intents&text=play+some+jazz")
    watched.go_to("Gatescope")
    watched.go_to("Inside the LSTM cell")
    assert text_of(watched) == "play some jazz"


def test_back_returns_to_what_was_there(watch, fresh_url):
    watched = watch()
    watched.open(f"{fresh_url}/cell")
    before = text_of(watched)
    watched.page.get_by_text("This movie was not good").first.click()
    watched.rerun()
    watched.page.go_back()
    watched.rerun()
    assert text_of(watched) == before


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
def test_nonsense_in_the_address_still_gives_a_picture(watch, fresh_url, nonsense):
    watched = watch()
    watched.open(f"{fresh_url}/cell?{nonsense}")
    assert watched.page.get_by_test_id("stException").count() == 0
    assert watched.player.is_visible()


@pytest.mark.parametrize("touched", [False, True])
def test_the_address_follows_when_a_shorter_text_moves_the_place(watch, fresh_url, touched):
    watched = watch()
    watched.open(f"{fresh_url}/cell?t=20&phase=write&unit=4")
    if touched:
        watched.player.press("Shift+ArrowRight")
    watched.type_in("I love it")
    assert watched.place() == ("3", "write", "4")
    watched.becomes(lambda: linked(watched), ("3", "write", "4"))
    watched.reload()
    assert watched.place() == ("3", "write", "4")
    assert watched.player.locator(".notes p").count() == 0


def test_the_address_follows_when_another_cell_has_other_phases(watch, fresh_url):
    watched = watch()
    watched.open(f"{fresh_url}/cell?t=3&phase=write&unit=4")
    watched.page.get_by_role("radio", name="GRU").click()
    watched.rerun()
    watched.becomes(lambda: query(watched)["phase"], watched.shown("phase"))


def test_a_text_taken_away_and_typed_anew_leaves_no_complaint_about_a_link(watch, fresh_url):
    watched = watch()
    watched.open(f"{fresh_url}/cell")
    watched.player.press("End")
    watched.becomes(lambda: linked(watched), watched.place())
    watched.type_in("")
    assert watched.player.count() == 0
    watched.type_in("I love it")
    assert watched.shown("steps") == "3"
    assert watched.player.locator(".notes p").count() == 0


def test_back_from_another_page_opens_the_place_that_was_left(watch, fresh_url):
    watched = watch()
    watched.open(f"{fresh_url}/cell?t=20&phase=write&unit=4")
    watched.go_to("Through time")
    watched.page.go_back()
    watched.arrive("Inside the LSTM cell")
    assert watched.place() == ("20", "write", "4")
    watched.becomes(lambda: linked(watched), ("20", "write", "4"))


def test_a_text_of_any_length_and_alphabet_can_be_reloaded(watch, fresh_url):
    watched = watch()
    watched.open(f"{fresh_url}/sequence")
    watched.type_in("😀好 " * 5_000)
    assert watched.shown("steps") == "64"
    assert watched.reload() == 200
    assert watched.shown("steps") == "64"


@pytest.mark.parametrize(
    "path", ["/gru#where-the-parameters-go", "/recurrence?word=9#what-is-left-of-the-first-word"]
)
def test_a_link_to_a_heading_ends_there_whatever_grows_above_it(watch, app_url, path):
    watched = watch(viewport={"width": 390, "height": 844})
    watched.page.goto(app_url + path)
    heading = watched.page.locator(f"[id='{path.split('#')[1]}']")
    heading.wait_for(timeout=60_000)
    watched.settle()
    watched.becomes(lambda: 50 <= heading.bounding_box()["y"] <= 160, True)
    watched.settle()
    assert 50 <= heading.bounding_box()["y"] <= 160
    assert watched.errors == []


def test_what_no_heading_is_called_leads_to_the_head_of_the_page(watch, app_url):
    watched = watch()
    watched.open(f"{app_url}/cell#%E0%A4%A<b>")
    assert watched.page.get_by_role("heading", level=1).bounding_box()["y"] < 200
    assert watched.errors == []
