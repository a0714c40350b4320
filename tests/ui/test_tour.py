"""The guided tour: what it says is true of what the engine shows there, and how it begins."""

from __future__ import annotations

import re

import numpy as np
import pytest

from lstm_ui.runs import Run, make_run, picture
from lstm_ui.settings import Settings
from lstm_ui.tour import TITLE, Stop, load_tour, parse_tour, script
from tests.ui.visits import payloads, player, press, visit

STOPS = load_tour()
SLOTS = re.compile(r"(?<!_)\{([^}]+)\}")


@pytest.fixture(scope="module")
def run() -> Run:
    return make_run(Settings())


def placed(phase: str, number: int = 0) -> Stop:
    """The stop of that phase, the first or a later one."""
    return [stop for stop in STOPS if stop.at["phase"] == phase][number]


def number(run: Run, stop: Stop, name: str) -> float:
    """That quantity of the run where the stop stands."""
    layer = run.trace.layers[0]
    return float(getattr(layer, name)[int(stop.at["t"]) - 1, 0, int(stop.at["unit"]) - 1])


def test_the_tour_takes_three_minutes_and_has_sixteen_stops() -> None:
    assert 14 <= len(STOPS) <= 18
    assert 160 <= sum(stop.dwell for stop in STOPS) <= 185
    assert max(stop.dwell for stop in STOPS) <= 16


def test_every_stop_is_a_place_in_the_picture_and_its_numbers_are_of_that_place(run: Run) -> None:
    shown = picture(run, "cell")
    assert shown is not None
    phases = [phase["id"] for phase in shown["cell"]["phases"]]
    for stop in STOPS:
        assert 1 <= int(stop.at["t"]) <= shown["steps"] and 1 <= int(stop.at["unit"]) <= 4
        assert stop.at["phase"] in phases
        named = {name.removesuffix("%") for name in SLOTS.findall(stop.text)}
        assert named <= {"t", "token", "answer", *shown["series"], *shown["cell"]["recurrent"]}


def test_every_phase_of_a_step_is_visited_in_its_order(run: Run) -> None:
    shown = picture(run, "cell")
    assert shown is not None
    walked = list(dict.fromkeys(stop.at["phase"] for stop in STOPS if stop.at["t"] == "13"))
    assert walked == [phase["id"] for phase in shown["cell"]["phases"]]


def test_after_seven_words_it_has_no_opinion_and_at_the_end_it_has_one(run: Run) -> None:
    shares = np.exp(run.trace.logits[:, 0])
    shares /= shares.sum(axis=1, keepdims=True)
    assert run.parsed.tokens[6] == "." and shares[6].max() < 0.6
    assert shares[-1, 1] > 0.99


def test_what_is_said_of_the_gates_at_perfectly_holds(run: Run) -> None:
    """Nearly all kept, less than half kept, wide open, upwards, about half."""
    assert run.parsed.tokens[12] == "perfectly"
    assert number(run, placed("forget"), "f") > 0.9
    assert 0.4 < number(run, placed("forget", 1), "f") < 0.5
    assert placed("erase").at["unit"] == "4"
    assert number(run, placed("input"), "i") > 0.95
    assert number(run, placed("candidate"), "g") > 0.5
    assert 0.4 < number(run, placed("output"), "o") < 0.6


def test_what_is_said_of_the_words_after_it_holds(run: Run) -> None:
    """Unit 3 passes 1 and holds on; unit 2 knows something and hides it."""
    layer = run.trace.layers[0]
    grown, held, hidden = placed("update", 1), placed("update", 2), placed("read", 2)
    assert layer.c[12, 0, 2] > 1 and number(run, grown, "c") > number(run, placed("update"), "c")
    assert number(run, held, "f") > 0.95 and number(run, held, "c") > 1.4
    assert abs(number(run, held, "i") * number(run, held, "g")) < 0.02
    assert number(run, hidden, "c") > 0.5 and number(run, hidden, "o") < 0.1
    assert abs(number(run, hidden, "h")) < 0.05


def test_a_longer_text_rests_longer() -> None:
    short, long = Stop({}, "Now it erases."), Stop({}, "Now it erases. " * 3)
    assert (short.dwell, long.dwell) == (2.4, 4.4)


@pytest.mark.parametrize(
    "source",
    ["", "[[stop]]\nt = 1\n", '[[stop]]\nt = "1"\nphase = "join"\nunit = 1\ntext = "A"\n',
     '[[stop]]\nt = 1\nphase = "join"\nunit = 1\ntext = "A"\nmore = 1\n'],
)  # fmt: skip
def test_a_tour_that_lacks_something_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match="tour needs"):
        parse_tour(source)


def test_a_page_opens_without_any_script() -> None:
    assert "script" not in player(visit("cell"))


@pytest.mark.parametrize("address", [{}, {"net": "latch"}, {"cell": "RNN", "text": "bad"}])
def test_a_link_opens_the_network_of_the_tour_and_begins_it(address: dict[str, str]) -> None:
    app = visit("cell", tour="1", **address)
    shown = player(app)
    assert shown["script"] == script(shown["script"]["id"], TITLE, STOPS)
    assert (shown["cell"]["kind"], shown["tokens"][12]) == ("LSTM", "perfectly")
    assert "tour" not in app.query_params
    assert player(app.run())["script"] == shown["script"]


@pytest.mark.parametrize("nonsense", ["", "0", "<b>", "11"])
def test_nonsense_in_the_link_begins_nothing(nonsense: str) -> None:
    app = visit("cell", tour=nonsense, net="latch")
    assert "script" not in player(app)
    assert player(app)["network"] == player(visit("cell", net="latch"))["network"]


def test_the_button_begins_it_and_again_begins_it_anew() -> None:
    app = press(visit("cell", net="latch"), "Guided tour, 3 minutes")
    first = player(app)
    assert first["tokens"][12] == "perfectly"
    second = player(press(app, "Guided tour, 3 minutes"))
    assert second["script"]["id"] != first["script"]["id"]


def test_the_script_of_one_page_is_not_run_on_another() -> None:
    app = press(visit("cell"), "Guided tour, 3 minutes")
    app.switch_page("pages/sequence.py").run()
    assert "script" not in payloads(app)[0]
