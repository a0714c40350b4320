"""A learner's walk through the GRU and its relatives, in a real browser."""

from __future__ import annotations

from tests.browser.conftest import Watched, sync_api

SAME = "Nothing, if the weights of z change their sign"


def picture(watched: Watched, name: str) -> sync_api.Locator:
    return watched.page.get_by_test_id(f"twins-{name}")


def shown(picture: sync_api.Locator, *names: str) -> tuple[str | None, ...]:
    return tuple(picture.get_attribute(f"data-{name}") for name in names)


def value(picture: sync_api.Locator, part: str, at: int = 0) -> str:
    return picture.locator(f"[data-part={part}] .value").nth(at).inner_text()


def test_a_learner_walks_the_page_with_the_keyboard_alone(watch, app_url) -> None:
    watched = watch()
    watched.open(f"{app_url}/gru")
    page, pair = watched.page, picture(watched, "pair")
    page.keyboard.press("ArrowRight")
    assert watched.shown("phase") == "reset"
    pair.focus()
    before = shown(pair, "t", "part")
    page.keyboard.press("ArrowRight")
    assert shown(pair, "t", "part") == (before[0], "write")
    page.keyboard.press("Home")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("ArrowDown")
    assert shown(pair, "t", "part", "unit") == ("2", "write", "2")
    assert watched.shown("phase") == "reset", "the cell player stands still meanwhile"
    page.keyboard.press("Tab")
    page.wait_for_url(lambda url: "pair_t=2" in url and "pair_part=write" in url)
    sync_api.expect(pair.locator(".spoken")).to_contain_text("let in the new, unit 2")
    assert watched.errors == []


def test_playing_goes_to_the_end_and_rests(watch, app_url) -> None:
    watched = watch()
    watched.open(f"{app_url}/gru?pair_t=4")
    pair = picture(watched, "pair")
    pair.focus()
    sent = watched.sent
    watched.page.keyboard.press("Space")
    assert shown(pair, "playing") == ("true",)
    sync_api.expect(pair).to_have_attribute("data-playing", "false")
    assert shown(pair, "t") == ("5",)
    watched.rests()
    assert watched.sent == sent


def test_the_prediction_is_made_then_z_flips_while_h_stands_still(watch, app_url) -> None:
    watched = watch()
    watched.open(f"{app_url}/gru")
    flip = picture(watched, "convention")
    kept, h = value(flip, "z"), value(flip, "h")
    assert shown(flip, "side", "committed") == ("1", "false")
    watched.page.get_by_text(SAME, exact=True).click()
    flip.locator("xpath=self::*[@data-side='2']").wait_for(timeout=20_000)
    watched.rests()
    assert shown(flip, "side", "committed") == ("2", "true")
    assert abs(float(value(flip, "z")) + float(kept) - 1.0) < 2e-3
    assert value(flip, "h") == h
    reason = watched.page.get_by_text("So the name “update gate” decides nothing.")
    sync_api.expect(reason).to_be_visible()
    flip.locator("[data-switch='1']").click()
    watched.rests()
    assert (value(flip, "z"), value(flip, "h")) == (kept, h)


def test_parts_explain_themselves_on_hover_and_on_focus(watch, app_url) -> None:
    watched = watch(viewport={"width": 1280, "height": 1200})
    watched.open(f"{app_url}/gru")
    pair = picture(watched, "pair")
    strip = pair.locator("[data-part=keep] .strip").nth(1)
    strip.scroll_into_view_if_needed()
    strip.hover()
    tip = pair.locator(".tip")
    assert "GRU" in tip.inner_text() and "unit 3" in tip.inner_text()
    watched.page.mouse.move(2, 2)
    assert tip.is_hidden()
    pair.focus()
    watched.page.keyboard.press("Shift+Tab")
    watched.page.keyboard.press("Tab")
    for _ in range(14):
        watched.page.keyboard.press("Tab")
        if tip.is_visible():
            break
    assert tip.is_visible()
    block = watched.page.get_by_test_id("counts").locator("tr[data-cell=LSTM] .block").first
    block.hover()
    assert "forget gate" in watched.page.get_by_test_id("counts").locator(".tip").inner_text()


def test_a_link_opens_the_same_place_and_a_wrong_one_says_so(watch, app_url) -> None:
    watched = watch()
    watched.open(f"{app_url}/gru?order_t=3&order_part=n&order_unit=2&convention_side=2")
    assert shown(picture(watched, "order"), "t", "part", "unit") == ("3", "n", "2")
    assert shown(picture(watched, "convention"), "side") == ("2",)
    watched = watch()
    watched.open(f"{app_url}/gru?pair_t=99&pair_part=nothing")
    notes = picture(watched, "pair").locator(".notes").inner_text()
    assert "The link asks for a place that is not in this picture" in notes


def test_every_cell_can_be_walked_to_its_last_phase(watch, app_url) -> None:
    watched = watch()
    watched.open(f"{app_url}/gru")
    last = {"coupled LSTM": "read", "peephole LSTM": "read", "GRU reset first": "blend"}
    for variant, phase in last.items():
        watched.page.get_by_role("radio", name=variant).or_(
            watched.page.get_by_role("button", name=variant)
        ).first.click()
        watched.rerun()
        watched.player.focus()
        watched.page.keyboard.press("End")
        assert watched.shown("phase") == phase
        assert watched.player.locator(".fresh").count() > 0
    assert watched.errors == []


def test_a_phone_scrolls_down_and_not_sideways(watch, app_url) -> None:
    watched = watch(viewport={"width": 390, "height": 844})
    watched.open(f"{app_url}/gru?learnt=reviews")
    watched.page.get_by_test_id("counts").wait_for()
    wide = "() => { const m = document.querySelector('[data-testid=stMain]');"
    wide += " return m.scrollWidth - m.clientWidth; }"
    assert watched.page.evaluate(wide) <= 0
    for name in ("pair", "convention", "order"):
        box = picture(watched, name).bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= 390


def test_nothing_to_read_gets_one_sentence(watch, app_url) -> None:
    watched = watch()
    watched.open(f"{app_url}/gru")
    field = watched.page.get_by_role("textbox", name="Your own words")
    field.fill(" ")
    field.press("Enter")
    watched.page.get_by_text("Type a sentence, for example:").first.wait_for()
    field.fill("thank you")
    field.press("Enter")
    picture(watched, "pair").locator("xpath=self::*[@data-steps='2']").wait_for(timeout=20_000)
    assert watched.errors == []


def test_the_picture_that_an_answer_runs_stands_below_the_bar(watch, app_url) -> None:
    watched = watch(viewport={"width": 1280, "height": 720})
    watched.open(f"{app_url}/gru")
    pair = picture(watched, "pair")
    watched.page.get_by_text("0.6 plus the new state n", exact=True).click()
    pair.locator("xpath=self::*[@data-committed='true']").wait_for(timeout=20_000)
    watched.becomes(lambda: 55 <= pair.bounding_box()["y"] <= 100, True)
