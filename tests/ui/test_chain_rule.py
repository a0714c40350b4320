"""The chain rule as it is shown is the engine's gradient, for every weight of both cells."""

from __future__ import annotations

import numpy as np
import pytest

from lstm_core import LSTM, direct_path
from lstm_ui.backprop.chain_rule import Term, chain_rule
from lstm_ui.backprop.unrolled import WEIGHTS, Unrolled, Weight, judged, make_unrolled
from lstm_ui.settings import UnrolledSettings

CASES = [
    UnrolledSettings(kind, numbers, "0.3", weights, draw)
    for kind in WEIGHTS
    for numbers in ("1, -0.5", "1, 0.5, -0.5, 1", "0.3, -1, 2, 0.5, -0.2, 1, 1, -3")
    for weights, draw in (("hand-set", 7), ("random", 1), ("random", 2))
]


def made(settings: UnrolledSettings) -> Unrolled:
    run = make_unrolled(settings)
    assert isinstance(run, Unrolled)
    return run


def each_weight(run: Unrolled) -> list[tuple[Weight, tuple[Term, ...]]]:
    terms = chain_rule(run).terms
    return [(weight, terms[weight.key]) for weight in run.weights]


@pytest.mark.parametrize("settings", CASES, ids=str)
def test_the_terms_of_every_weight_add_up_to_its_gradient(settings):
    run = made(settings)
    for weight, terms in each_weight(run):
        total = sum(term.value for term in terms)
        assert total == pytest.approx(weight.gradient(run.gradients), rel=1e-12, abs=1e-15)
        assert [term.t for term in terms] == (
            [len(run.inputs)] if weight.read_out else list(range(len(run.inputs), 0, -1))
        )


@pytest.mark.parametrize("settings", CASES, ids=str)
def test_the_straight_way_is_its_factors_and_with_all_other_ways_the_term(settings):
    run = made(settings)
    for weight, terms in each_weight(run):
        for term in terms:
            if term.factors:
                product = np.prod([factor.value for factor in term.factors])
                assert term.direct == pytest.approx(product, rel=1e-12)
            assert term.direct + term.rest == pytest.approx(term.value, rel=1e-12, abs=1e-17)
            if run.kind == "RNN" or weight.read_out or term.t == len(run.inputs):
                assert term.rest == 0.0, (weight.key, term.t)


@pytest.mark.parametrize("settings", CASES, ids=str)
def test_every_gradient_agrees_with_finite_differences(settings):
    run, by = made(settings), 1e-6

    def loss(weight: Weight, moved: float) -> float:
        array = run.model.parameters[weight.parameter].copy()
        array.flat[weight.row] += moved
        model = run.model.with_parameters({weight.parameter: array})
        return judged(model, run.inputs, run.target)[1].value

    for weight, terms in each_weight(run):
        slope = (loss(weight, by) - loss(weight, -by)) / (2 * by)
        assert sum(term.value for term in terms) == pytest.approx(slope, rel=1e-5, abs=1e-8)


def test_the_factors_of_an_rnn_are_what_their_equations_say():
    run = made(UnrolledSettings())
    h, w = run.trace.layers[0].h.ravel(), run.model.layers[0].weight_hh.item()
    shared = chain_rule(run).factors
    assert shared["L.y"].value == pytest.approx(2 * (run.trace.logits[-1, 0, 0] - run.target))
    for t in (2, 3, 4):
        assert shared[f"h{t}.h{t - 1}"].value == pytest.approx(w * (1 - h[t - 1] ** 2))
    (term,) = (term for term in chain_rule(run).terms["wrec"] if term.t == 3)
    assert [factor.key for factor in term.factors] == ["L.y", "y.h4", "h4.h3", "h3.w"]
    assert term.factors[-1].value == pytest.approx((1 - h[2] ** 2) * h[1])


def test_the_factors_along_the_cell_state_are_the_forget_gates():
    run = made(UnrolledSettings("LSTM"))
    layer, chain = run.trace.layers[0], chain_rule(run)
    for t in (2, 3, 4):
        assert chain.factors[f"c{t}.c{t - 1}"].value == layer.f[t - 1, 0, 0]
    straight = direct_path(layer).ravel()
    for term in chain.terms["bg"]:
        to_c = np.prod([factor.value for factor in term.factors[3:-1]])
        assert to_c == pytest.approx(straight[term.t - 1])


def test_an_lstm_has_ways_beside_the_straight_one_and_an_output_gate_has_only_those():
    chain = chain_rule(made(UnrolledSettings("LSTM")))
    assert all(abs(term.rest) > 1e-4 for term in chain.terms["bg"][1:])
    assert chain.terms["bo"][0].factors and chain.terms["bo"][0].rest == 0.0
    assert all(not term.factors and term.direct == 0.0 for term in chain.terms["bo"][1:])


def test_a_network_has_as_many_weights_as_the_engine_counts():
    for kind, weights in WEIGHTS.items():
        run = made(UnrolledSettings(kind, weights="random"))
        assert len(weights) == run.model.parameter_count == (14 if kind == "LSTM" else 5)
        values = np.concatenate([array.ravel() for array in run.model.parameters.values()])
        assert sorted(weight.of(run.model) for weight in weights) == sorted(values.tolist())
        assert isinstance(run.model.layers[0], LSTM) == (kind == "LSTM")
