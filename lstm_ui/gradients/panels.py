"""Parts of the page on vanishing and exploding gradients, below its words."""

from __future__ import annotations

from lstm_ui import cache, controls
from lstm_ui.components import flow
from lstm_ui.gradients import tables
from lstm_ui.gradients.controls import turn
from lstm_ui.panels import numbers
from lstm_ui.settings import GradientSettings
from lstm_ui.shell import say


def flow_player(settings: GradientSettings) -> bool:
    """The three lanes and their table; False where a sentence says what to change instead."""
    three = cache.three(settings)
    if three.problem:
        say(three.problem)
        return False
    own = three.forget_bias
    flow(
        cache.flow(settings),
        lambda name, value: turn(name, value, own),
        attend=controls.examples_opened(),
    )
    table = tables.flow_table(three, cache.families(settings).here)
    numbers("The numbers behind the picture", table, f"gradients-{settings.three}")
    return True
