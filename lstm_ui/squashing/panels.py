"""The pictures of the page on squashing, each with the numbers behind it."""

from __future__ import annotations

from lstm_ui.mounting import head_start, register
from lstm_ui.panels import numbers
from lstm_ui.questions import committed
from lstm_ui.shell import say
from lstm_ui.squashing import cache, tables
from lstm_ui.squashing.controls import arrive, opened, show_once, swap_controls

ASKED_OF = "eraser"
"""The network of which the lesson asks what a gate by tanh would do."""
_CURVES = register("curves", "curves.mjs", "squash.css")
_AGAIN = register("again", "again.mjs", "flow.css", "squash.css")
_WRITE = register("write", "write.mjs", "squash.css")
_OUTPUTS = register("outputs", "outputs.mjs", "squash.css")
_SWAP = register("swap", "swap.mjs", "flow.css", "squash.css")


def three_curves(asked: str) -> None:
    """The three curves; they run once the question under that heading is answered."""
    _CURVES(key="curves", data=cache.curves() | {"attend": _attend(asked)})
    head_start("curves")
    numbers("Values and slopes as numbers", tables.curve_table, "curves")


def again_and_again(asked: str) -> None:
    """One step again and again, without tanh and with it."""
    _AGAIN(key="again", data=cache.again() | {"attend": _attend(asked)})
    numbers("All steps as numbers", tables.again_table, "again")


def one_write() -> None:
    """How much times which direction."""
    _WRITE(key="write", data=cache.write())


def swapped_cell(asked: str) -> None:
    """A running cell with other functions, beside itself."""
    by_address = arrive()
    if _attend(asked):
        show_once(ASKED_OF)
    settings = swap_controls(by_address)
    found, payload = cache.swapped(settings), cache.swap(settings)
    if isinstance(found, str) or payload is None:
        say(str(found))
        return
    _SWAP(key="swap", data=payload | {"attend": _attend(asked), "opened": opened()})
    name = f"swapped-{found.example.key}"
    numbers("The numbers of every swap", lambda: tables.swap_table(found), name)


def at_the_output() -> None:
    """What sigmoid and softmax make of the same three numbers of a readout."""
    _OUTPUTS(key="outputs", data=cache.outputs())
    numbers("The numbers as they open", tables.output_table, "outputs")


def _attend(asked: str) -> int:
    """1 once the learner has committed to an answer, which makes the picture run."""
    return int(committed(asked) is not None)
