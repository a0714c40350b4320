"""The player of backpropagation as a learner sees it, in a real browser, on the real page."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import press, slide

KINDS = ["RNN", "LSTM"]


@pytest.fixture(params=KINDS)
def page(request, watch, app_url):
    """``/backprop`` as it opens, with either cell."""
    watched = watch()
    watched.open(f"{app_url}/backprop?unrolled={request.param}")
    return watched


def number(text):
    """A number as the page writes it."""
    found = re.search(r"(−?\d+(?:\.\d+)?)(?:·10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?", text)
    power = found[2].translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")) if found[2] else "0"
    return float(f"{found[1].replace('−', '-')}e{power}")


def lit(watched, where):
    edges = watched.player.locator(f"{where} [data-edge].lit")
    return {key for one in edges.all() for key in one.get_attribute("data-edge").split()}


def test_it_plays_by_itself_from_the_first_number_to_the_update(page):
    assert page.place() == ("1", "forward", "1") and page.shown("playing") == "false"
    page.player.evaluate(
        """root => {
          const place = () => [root.dataset.phase, root.dataset.t];
          root.seen = [place()];
          new MutationObserver(() => {
            if (place().join() !== root.seen.at(-1).join()) root.seen.push(place());
          }).observe(root, { attributeFilter: ["data-phase", "data-t"] });
        }"""
    )
    press(page, "+", "+", "Space")
    assert page.shown("playing") == "true"
    expect(page.player).to_have_attribute("data-playing", "false", timeout=60_000)
    seen = [tuple(place) for place in page.player.evaluate("root => root.seen")]
    assert seen[:4] == [("forward", str(t)) for t in (1, 2, 3, 4)]
    assert seen[4:9] == [("loss", "4"), *(("backward", str(t)) for t in (4, 3, 2, 1))]
    assert seen[-1] == ("update", "1")
    assert page.errors == []


def test_keys_walk_moves_and_stages_and_choose_weights(rnn):
    press(rnn, "ArrowRight", "ArrowRight", "ArrowLeft")
    assert (rnn.shown("phase"), rnn.shown("t")) == ("forward", "2")
    press(rnn, "PageDown", "PageDown")
    assert rnn.shown("phase") == "backward"
    press(rnn, "Shift+ArrowRight")
    assert rnn.shown("phase") == "update"
    press(rnn, "PageUp", "PageUp", "Home")
    assert (rnn.shown("phase"), rnn.shown("beat")) == ("forward", "1")
    press(rnn, "End")
    assert rnn.shown("phase") == "update"
    chosen = []
    for _ in range(5):
        press(rnn, "ArrowDown")
        chosen.append(rnn.shown("weight"))
    assert chosen == ["b", "wy", "by", "w", "wrec"]
    press(rnn, "?")
    card = rnn.page.get_by_role("dialog", name="Keys of the player")
    assert "previous, next weight" in card.inner_text()


def test_the_gradient_adds_up_term_by_term_to_what_the_engine_says(page):
    rows = page.player.locator(".terms li[data-term]")
    so_far = page.player.locator(".weights [aria-pressed=true] .so-far")
    total, told = 0.0, []
    for t in (4, 3, 2, 1):
        sentence = page.player.locator(".sentence")
        while f"Step {t} adds its term" not in sentence.inner_text():
            press(page, "ArrowRight")
        row = page.player.locator(f".terms li[data-term='{t}']")
        assert row.get_attribute("data-state") == "now"
        assert page.player.locator(".terms li[data-state=now]").count() == 1
        total += number(row.locator(".value-of").inner_text())
        told.append(number(so_far.inner_text()))
        assert told[-1] == pytest.approx(total, abs=2e-3)
    assert len(set(told)) >= 3
    whole = number(rows.last.locator(".value-of").inner_text())
    assert whole == pytest.approx(total, abs=2e-3)
    assert number(page.player.locator(".rail .sum").text_content().split(":")[1]) == pytest.approx(
        whole, rel=6e-3
    )


def test_a_factor_lights_its_edge_and_an_edge_its_factors(page):
    press(page, "End")
    state = "h" if page.shown("kind") == "RNN" else "c"
    key = f"{state}3.{state}2"
    page.player.locator(f".terms .factor[data-edge='{key}']").first.hover()
    assert key in lit(page, ".unrolled")
    assert f"∂{state}3/∂{state}2" in page.player.get_by_role("tooltip").inner_text()
    page.player.locator("h3:visible").first.hover()
    assert lit(page, ".unrolled") == lit(page, ".terms") == set()
    page.player.locator(f".unrolled [data-edge~='{key}']").first.dispatch_event("pointermove")
    assert page.player.locator(f".terms .factor.lit[data-edge='{key}']").count() == 2
    others = page.player.locator(f".terms .factor.lit:not([data-edge='{key}'])")
    assert all(one.get_attribute("data-edge").endswith(".w") for one in others.all())


def test_another_weight_comes_into_the_rows_that_stand_there_and_into_all_that_names_it(page):
    press(page, "End")
    page.player.evaluate("root => { root.querySelector('.terms li').marked = true; }")
    while page.shown("weight") not in ("w", "wxf"):
        press(page, "ArrowDown")
    press(page, "ArrowDown")
    label = page.player.locator(".weights [aria-pressed=true] .own").inner_text()
    assert page.player.evaluate("root => root.querySelector('.terms li').marked") is True
    state = "h" if page.shown("kind") == "RNN" else "c"
    last = page.player.locator(f".terms .factor[data-edge='{state}3.w']")
    assert label.replace("\n", "") in last.get_attribute("aria-label")
    assert last.locator(".number").inner_text() in last.get_attribute("aria-label")
    assert label.replace("\n", "") in page.player.locator(".formula").text_content()
    if state == "c":
        way = page.player.locator(".unrolled [data-edge='c3.w']").get_attribute("aria-label")
        assert "in step 3 alone" in way and label.replace("\n", "") in way
    whole = page.player.locator(".terms .total .value-of").inner_text()
    so_far = page.player.locator(".weights [aria-pressed=true] .so-far").inner_text()
    assert number(whole) == pytest.approx(number(so_far), rel=6e-3)


def test_an_output_gate_has_the_formula_of_its_one_straight_row(watch, app_url):
    watched = watch()
    watched.open(f"{app_url}/backprop?unrolled=LSTM&phase=update&weight=wxo")
    formula = watched.player.locator(".formula")
    assert formula.locator("mfrac").count() == 4  # ∂L/∂w = ∂L/∂ŷ · ∂ŷ/∂h · ∂h/∂w
    assert formula.locator("munderover").count() == 0
    assert "all other ways" in formula.text_content()
    watched.page.keyboard.press("ArrowUp")
    assert formula.locator("munderover").count() == 1


def test_long_numbers_of_weights_leave_the_rows_beside_them_free(watch, app_url):
    watched = watch()
    watched.open(f"{app_url}/backprop?unrolled=LSTM&weights=random&phase=update&weight=wxo")
    weights = watched.player.locator(".weights .weight")
    ends = [box["x"] + box["width"] for box in (one.bounding_box() for one in weights.all())]
    assert max(ends) < watched.player.locator(".chain-rule").bounding_box()["x"]


def test_the_keyboard_lights_edges_too(rnn):
    press(rnn, "End", "Tab")
    rnn.player.locator(".terms .factor[data-edge='y.h4']").first.focus()
    assert "y.h4" in lit(rnn, ".unrolled")


def test_all_other_ways_of_an_lstm_light_the_ways_through_h(watch, app_url):
    watched = watch()
    watched.open(f"{app_url}/backprop?unrolled=LSTM&phase=update")
    watched.player.locator("[data-term='2'] .rest").hover()
    assert lit(watched, ".unrolled") == {"via4", "via3"}
    watched.player.locator(".unrolled [data-edge=via4]").dispatch_event("pointermove")
    assert watched.player.locator(".terms .rest.lit").count() == 3


def test_a_gradient_is_as_thick_as_it_is_large(rnn):
    press(rnn, "End")
    widths = rnn.player.evaluate(
        "root => [...root.querySelectorAll('.unrolled [data-edge]')].filter((one) =>"
        " /^h\\d\\.h\\d$/.test(one.dataset.edge)).map((one) => [one.dataset.edge,"
        " parseFloat(one.querySelector('.gradient').style.strokeWidth)])"
    )
    by = dict(widths)
    assert by["h4.h3"] > by["h3.h2"] > by["h2.h1"] > by["h1.h0"] > 1


def test_rate_nudge_weight_and_steps_ask_nothing_of_the_server(page):
    page.page.wait_for_timeout(500)
    page.sent = 0
    requests = len(page.requests)
    press(page, "ArrowDown", *["ArrowRight"] * 6, "PageDown")
    slide(page, "rate", 30)
    slide(page, "nudge", 5)
    page.player.locator("[data-nudged='2']").click()
    page.player.locator(".weights .weight").nth(3).click()
    page.player.locator(".terms .factor").first.hover()
    press(page, "Space")
    page.page.wait_for_timeout(1500)
    assert page.sent == 0
    assert len(page.requests) == requests


def test_the_row_of_the_step_in_the_picture_is_lit_before_its_numbers_come(page):
    sentence = page.player.locator(".sentence")
    while not (page.shown("phase") == "backward" and page.shown("t") == "2"):
        press(page, "ArrowRight")
    press(page, "ArrowRight")
    assert "Step 2 adds" not in sentence.inner_text()
    row = page.player.locator(".terms li[data-state=now]")
    assert row.get_attribute("data-term") == page.shown("t") == "2"
    assert not row.locator(".value-of").is_visible()


def test_eight_steps_open_at_the_loss_and_say_that_they_scroll(watch, app_url):
    watched = watch()
    link = "unrolled=LSTM&numbers=1,2,3,4,5,6,7,8&phase=update"
    watched.open(f"{app_url}/backprop?{link}")
    frame = watched.player.locator(".wide")
    expect(frame).to_have_attribute("data-more", "left")
    right = watched.player.locator(".state").last.bounding_box()
    held = frame.bounding_box()
    assert right["x"] + right["width"] <= held["x"] + held["width"]
    watched.page.keyboard.press("Home")
    expect(frame).to_have_attribute("data-more", "right")


def test_an_edge_that_is_not_used_is_hidden(rnn):
    press(rnn, "End")
    edge = rnn.player.locator(".unrolled [data-edge='y.w']")
    assert not edge.locator(".gradient").is_visible()
    assert edge.get_attribute("visibility") == "hidden"
    while rnn.shown("weight") != "wy":
        press(rnn, "ArrowDown")
    assert edge.get_attribute("visibility") == "visible"


def test_every_derivative_is_one_stop_of_tab(page):
    press(page, "End")
    stops = page.player.locator("[data-edge][tabindex='0']:not(.rest)")
    keys = [stop.get_attribute("data-edge") for stop in stops.all()]
    rows = page.player.locator(".terms .factor")
    assert len(keys) == len(set(keys))
    assert set(keys) == {factor.get_attribute("data-edge") for factor in rows.all()}
    assert rows.count() > 1.5 * len(keys)


def test_with_reduced_motion_every_move_is_whole_at_once(watch, app_url):
    watched = watch(reduced_motion="reduce")
    watched.open(f"{app_url}/backprop")
    press(watched, *["ArrowRight"] * 7)
    assert watched.player.locator("[stroke-dasharray]").count() == 0


def test_at_rest_everything_stands_still(page):
    press(page, "PageDown", "PageDown", "ArrowRight")
    page.rests()


def test_on_a_phone_the_picture_scrolls_in_its_frame_and_follows_the_step(watch, app_url):
    watched = watch(viewport={"width": 390, "height": 844})
    watched.open(f"{app_url}/backprop?unrolled=LSTM")
    side = "document.documentElement.scrollWidth - window.innerWidth"
    assert watched.page.evaluate(side) <= 1
    press(watched, *["ArrowRight"] * 3)
    watched.rests()
    frame = watched.player.locator(".wide").bounding_box()
    box = watched.player.locator("[data-copy='4'] rect").bounding_box()
    assert frame["x"] - 1 <= box["x"]
    assert box["x"] + box["width"] <= frame["x"] + frame["width"] + 1
    assert watched.page.evaluate(side) <= 1


def test_a_hundred_reruns_leave_one_player_and_no_more_elements(watch, files_url):
    watched = watch()
    golden = f"{files_url}/tests/fixtures/backprop_golden.json"
    watched.page.goto(golden)
    payload = json.loads(watched.page.evaluate("url => fetch(url).then((a) => a.text())", golden))
    watched.page.evaluate(
        "async ([base, data]) => { document.body.innerHTML = '<div id=host></div>';"
        " const { default: mount } = await import(base + '/assets/player/backprop.mjs');"
        " const host = document.getElementById('host');"
        " window.again = (next) => mount({ parentElement: host, data: next });"
        " window.leave = window.again(data); }",
        [files_url, payload["LSTM"]],
    )
    count = "() => document.querySelectorAll('*').length"
    watched.page.evaluate("data => window.again(data)", payload["LSTM"])
    before = watched.page.evaluate(count)
    for kind in (*KINDS, "LSTM"):
        watched.page.evaluate(
            "data => { for (let k = 0; k < 33; k += 1) window.again(data); }", payload[kind]
        )
    assert watched.page.evaluate(count) == before
    watched.page.evaluate("() => window.leave()")
    assert watched.player.count() == 0
