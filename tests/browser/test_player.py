"""The cell player as a learner sees it, in a real browser, on the real page."""

from __future__ import annotations

from urllib.parse import parse_qs, quote, urlparse

from tests.browser.conftest import press


def test_a_link_opens_exactly_its_picture(watch, app_url):
    watched = watch()
    watched.open(f"{app_url}/cell?t=3&phase=update&unit=2")
    assert watched.place() == ("3", "update", "2")


def test_the_address_follows_at_rest_and_opens_the_same_picture_again(cell, watch):
    press(cell, "PageDown", "ArrowRight", "ArrowDown")
    cell.page.wait_for_url(
        lambda url: (
            {"t": ["2"], "phase": ["forget"], "unit": ["2"]}.items()
            <= parse_qs(urlparse(url).query).items()
        )
    )
    again = watch()
    again.open(cell.page.url)
    assert again.place() == ("2", "forget", "2")


def test_a_nonsense_link_gives_the_picture_and_one_sentence(watch, app_url):
    watched = watch()
    watched.open(f"{app_url}/cell?t=-5&unit=zebra&phase=lunch")
    assert watched.place() == ("1", "join", "1")
    assert "The link asks for a place that is not in this picture" in watched.player.inner_text()
    assert watched.page.get_by_test_id("stException").count() == 0


def test_stepping_and_playing_ask_nothing_of_the_server(cell):
    cell.page.wait_for_timeout(500)
    cell.sent = 0
    requests = len(cell.requests)
    press(cell, *["ArrowRight"] * 12, *["PageDown"] * 3, "Space")
    cell.page.wait_for_timeout(2500)
    assert cell.shown("playing") == "true"
    assert cell.sent == 0
    assert len(cell.requests) == requests


def test_a_rerun_updates_the_same_player_and_keeps_the_place(cell):
    press(cell, "PageDown", "ArrowRight")
    cell.player.evaluate("root => { root.marked = true; }")
    field = cell.page.get_by_role("textbox", name="Your own words")
    steps = cell.shown("steps")
    field.fill("good morning to you and to all of you")
    field.press("Enter")
    cell.page.wait_for_function(
        "steps => { for (const host of document.querySelectorAll('*')) {"
        " const root = (host.shadowRoot ?? host).querySelector?.('[data-testid=player]');"
        " if (root && root.dataset.steps !== steps) return true; } return false; }",
        arg=steps,
    )
    assert cell.player.evaluate("root => root.marked") is True
    assert cell.player.count() == 1
    assert cell.place() == ("2", "forget", "1")


def test_an_example_of_the_lesson_opens_at_its_start_in_sight_and_with_the_keys(watch, app_url):
    watched = watch()
    watched.open(f"{app_url}/sequence?t=9&unit=3")
    watched.page.get_by_role("button", name="Show the brackets").click()
    watched.rerun()
    assert watched.place() == ("1", "read", "1")
    first = watched.player.locator("[data-step='1']")
    watched.becomes(lambda: 0 < first.bounding_box()["y"] < 300, True)
    press(watched, "PageDown")
    assert watched.shown("t") == "2"


def test_text_that_looks_like_html_is_shown_as_text(watch, app_url):
    watched = watch()
    hostile = "<img src=x onerror=window.hacked=1>"
    watched.open(f"{app_url}/cell?text={quote(hostile)}")
    assert "<img" in watched.player.inner_text() or "img" in watched.player.inner_text()
    assert watched.page.evaluate("window.hacked") is None
    assert watched.player.locator("img").count() == 0
    assert watched.page.get_by_test_id("stMain").locator("img[src=x]").count() == 0


def test_with_reduced_motion_the_picture_is_whole_at_once(watch, app_url):
    watched = watch(reduced_motion="reduce")
    watched.open(f"{app_url}/")
    assert watched.shown("playing") == "false"
    watched.open(f"{app_url}/cell")
    press(watched, *["ArrowRight"] * 6)
    assert watched.player.locator(".packet[visibility=visible]").count() == 0
    drawn = watched.player.locator("[data-node=c] .bars").first.get_attribute("d")
    watched.page.wait_for_timeout(700)
    assert watched.player.locator("[data-node=c] .bars").first.get_attribute("d") == drawn


def test_at_rest_everything_stands_still(cell):
    press(cell, "ArrowRight", "ArrowRight")
    cell.rests()


def test_the_explanation_speaks_the_number_that_the_drawing_shows(cell):
    press(cell, "PageDown", *["ArrowRight"] * 6)
    cell.rests()
    value = cell.player.locator("[data-node=c] .value").text_content()
    assert value in cell.player.locator(".sentence").inner_text()
    assert value in cell.player.locator(".explain .spoken").inner_text()


def test_the_lit_line_of_code_is_the_phases_own(cell):
    press(cell, *["ArrowRight"] * 6)
    lit = cell.player.locator(".code .lit").all_inner_texts()
    assert [line.strip() for line in lit] == ["c = kept + written"]


def test_both_spellings_of_the_equation_are_there(cell):
    press(cell, "ArrowRight")
    joined = cell.player.locator(".maths").inner_text()
    cell.player.get_by_role("button", name="Wₓx + Wₕh").click()
    assert cell.player.locator(".maths").inner_text() != joined


def test_the_chain_is_a_second_view_of_the_same_step(cell):
    press(cell, "PageDown")
    cell.player.get_by_role("button", name="Chain").click()
    assert cell.player.locator(".chain .copy[data-state=now]").text_content().startswith("step 2")


def test_the_two_cells_beside_each_other_read_what_is_typed(cell):
    figures = cell.page.get_by_test_id("cells-beside").locator("figure")
    first = figures.nth(1).element_handle()
    cell.type_in("perfect")
    for at, kind in enumerate(("RNN", "LSTM")):
        said = figures.nth(at).locator("figcaption").inner_text()
        assert said.startswith(f"{kind} cell") and said.endswith("Shown after step 1, “perfect”.")
    assert first.query_selector("[data-node=h]") is not None and first.is_visible()  # not made anew
    cell.player.focus()
    press(cell, "End")
    told = []
    for _ in range(4):
        cell.rests()
        told.append(cell.player.locator("[data-node=h] .value").text_content())
        press(cell, "ArrowDown")
    assert figures.nth(1).locator("[data-node=h] .value").text_content() in told


def test_the_chain_says_its_steps_and_the_states_of_the_unit(cell):
    cell.page.get_by_role("button", name="Chain").click()
    cell.player.focus()
    press(cell, "End")
    said = cell.player.locator(".chain").get_attribute("aria-label")
    assert "steps 19 to 23" in said and "in unit 1." in said
    heat = cell.player.locator("[data-series=c]").get_attribute("aria-label")
    assert f"c is {heat.rsplit(': ', 1)[1]}" in said


def test_the_wire_of_x_carries_the_whole_vector_and_no_number(watch, app_url):
    watched = watch()
    watched.open(f"{app_url}/cell?net=latch&unit=2")
    watched.player.locator("[data-wire=x_in]").dispatch_event("pointermove")
    assert "carries the whole input vector x" in watched.player.locator(".tip").inner_text()
    assert "unit 2" not in watched.player.locator(".tip").inner_text()


def test_the_ends_of_a_gru_gate_are_told_in_its_own_words(watch, app_url):
    watched = watch()
    watched.open(f"{app_url}/cell?cell=GRU")
    for gate, words in (("r", ("ignore", "use")), ("z", ("renew", "keep"))):
        watched.player.locator(f"[data-series={gate}]").hover()
        tip = watched.player.locator(".tip").inner_text()
        assert all(word in tip for word in words) and "erase" not in tip


def test_play_after_a_step_back_does_not_take_the_step_back_again(cell):
    cell.player.focus()
    press(cell, "End", "ArrowLeft")
    cell.rests()
    lit = "[root.dataset.phase, root.querySelectorAll('.light[visibility=visible]').length]"
    before = cell.player.evaluate(f"root => {lit}")
    assert before[0] == "output"
    press(cell, "Space")
    after = cell.player.evaluate(
        "root => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame("
        f"() => done({lit}))))"
    )
    assert after == before
