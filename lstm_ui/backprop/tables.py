"""The table behind the picture of backpropagation; every number in it is the engine's."""

from __future__ import annotations

import pandas as pd

from lstm_ui.backprop.chain_rule import chain_rule
from lstm_ui.backprop.unrolled import Unrolled


def term_table(run: Unrolled) -> pd.DataFrame:
    """One row for each weight and step: what that use of the weight adds to its gradient."""
    chain = chain_rule(run)
    return pd.DataFrame(
        {
            "weight": weight.key,
            "value": weight.of(run.model),
            "step": term.t,
            "straight": term.direct,
            "all other ways": term.rest,
            "term": term.value,
            "whole gradient": weight.gradient(run.gradients),
        }
        for weight in run.weights
        for term in chain.terms[weight.key]
    )
