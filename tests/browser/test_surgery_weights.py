"""Weights and biases that are typed at the operating table."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import TALL
from tests.browser.operating import bench, edits, outcome, said_of


def test_a_weight_is_typed_and_taken_back(table):
    weight = table.page.locator('[data-testid=matrices] [data-weight="b,0,null"]')
    was = weight.input_value()
    weight.fill("5")
    weight.press("Enter")
    assert edits(table) == "bi_1_5"
    assert outcome(table) == said_of("bi_1_5")
    weight.fill(was)
    weight.press("Enter")
    assert edits(table) == ""


def test_what_is_no_number_leaves_a_weight_as_it_was(table):
    weight = table.page.locator('[data-testid=matrices] [data-weight="x,1,2"]')
    was = weight.input_value()
    for text in ("", "abc", "1e9", "<b>1</b>", "nan"):
        weight.fill(text)
        weight.press("Enter")
        assert weight.input_value() == was
    assert edits(table) == ""
    assert table.errors == []


def test_an_rnn_has_no_gates_but_its_weights_can_be_changed(watch, app_url):
    watched = watch(viewport=TALL)
    watched.open(f"{app_url}/surgery?cell=RNN")
    assert "no gates to hold" in watched.player.locator(".bench").inner_text()
    expect(bench(watched, "bar")).to_be_hidden()
    weight = watched.page.locator('[data-testid=matrices] [data-weight="h,0,1"]')
    weight.fill("3")
    weight.press("Enter")
    assert edits(watched) == "ha_1.2_3"
    assert outcome(watched) == said_of("ha_1.2_3", cell="RNN")


def test_a_half_typed_weight_survives_an_answer_and_is_not_taken_for_meant(table):
    first, second = (
        table.page.locator(f'[data-testid=matrices] [data-weight="x,0,{column}"]')
        for column in (0, 1)
    )
    first.fill("1.5")
    first.press("Enter")
    second.click()
    second.press_sequentially("0.1")
    table.rerun()
    assert edits(table) == "xi_1.1_1.5"
    expect(second).to_have_value("0.1")
    expect(second).to_be_focused()
    second.press("Enter")
    assert edits(table) == "xi_1.1_1.5__xi_1.2_0.1"
