"""The three networks and their families: every curve is what the engine says of that cell."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from lstm_core import LSTM, SequenceModel, largest_singular_values, softmax_cross_entropy
from lstm_ui.gradients.families import Families, make_families
from lstm_ui.gradients.members import asked_step, loss_weights
from lstm_ui.gradients.three import KINDS, Three, make_three
from lstm_ui.settings import FORGETS, SCALES, GradientSettings

LOSSES = {
    "last step": np.eye(12)[11],
    "every step": np.ones(12),
    "one step": np.eye(12)[4],
}
SMALL = GradientSettings(steps=12, hidden=5, seed=3, asked=5)


def ran(three: Three, kind: str, scale: float, bias: float | None, weights: np.ndarray) -> Any:
    """Trace and gradients of one network, its recurrent weights and forget bias set by hand."""
    model = three.models[kind]
    layer: Any = model.layers[0]
    own = layer.bias.copy()
    if bias is not None:
        H = layer.weight_hh.shape[1]
        own[H : 2 * H] += bias - own[H : 2 * H].mean()
    cell = replace(layer, weight_hh=scale * layer.weight_hh, bias=own)
    built = SequenceModel(model.encoder, (cell,), model.readout)
    trace = built.forward(three.inputs)
    targets = np.full(trace.logits.shape[:2], three.target)
    loss = softmax_cross_entropy(trace.logits, targets, weights[:, None])
    return trace.layers[0], built.backward(trace, loss.d_logits).layers[0]


def sizes(d: np.ndarray) -> list[float]:
    return [math.hypot(*vector) for vector in d[:, 0]]


@pytest.mark.parametrize(("loss", "weights"), LOSSES.items())
@pytest.mark.parametrize("net", ["random", "first_symbol"])
def test_every_curve_is_the_length_of_the_engines_gradient(
    net: str, loss: str, weights: np.ndarray
) -> None:
    settings = replace(SMALL, three=net, loss=loss, scale="1.4", forget="2", rnn="relu")
    three = make_three(settings)
    families = make_families(three, settings)
    for place, member in zip(SCALES, families.scales, strict=True):
        for kind in KINDS:
            bias = 2.0 if kind == "LSTM" else None
            _, found = ran(three, kind, float(place), bias, weights)
            curve = member.curves[f"{kind.lower()}_h"]
            np.testing.assert_allclose(curve, sizes(found.d_h), rtol=1e-9)
    for own, member in zip(families.biases, families.forgets, strict=True):
        trace, found = ran(three, "LSTM", 1.4, own, weights)
        np.testing.assert_allclose(member.curves["lstm_h"], sizes(found.d_h), rtol=1e-9)
        np.testing.assert_allclose(member.curves["lstm_c"], sizes(found.d_c), rtol=1e-9)
        np.testing.assert_allclose(member.kept, trace.f[:, 0], rtol=1e-12)
        for name in ("rnn_h", "gru_h"):
            np.testing.assert_array_equal(member.curves[name], families.here.curves[name])


def test_the_biases_rise_and_hold_the_networks_own() -> None:
    three = make_three(replace(SMALL, three="first_symbol"))
    layer = three.models["LSTM"].layers[0]
    assert isinstance(layer, LSTM)
    own = layer.bias[layer.hidden_size : 2 * layer.hidden_size].mean()
    biases = make_families(three, SMALL).biases
    assert set(biases) == {float(bias) for bias in FORGETS[1:]} | {own}
    assert list(biases) == sorted(biases)
    assert three.forget_bias == own


@pytest.mark.parametrize(("scale", "forget"), [("1", "own"), ("0.1", "-2"), ("3", "5")])
def test_all_families_cross_where_the_dials_stand(scale: str, forget: str) -> None:
    settings = replace(SMALL, scale=scale, forget=forget)
    three = make_three(settings)
    families = make_families(three, settings)
    at = families.at
    assert families.steps[at[0]] == 12
    assert SCALES[at[1]] == scale
    assert families.biases[at[2]] == (three.forget_bias if forget == "own" else float(forget))
    assert families.here is families.scales[at[1]]
    for other in (families.lengths[at[0]], families.forgets[at[2]]):
        assert other.steps == families.here.steps == 12
        for name, curve in families.here.curves.items():
            np.testing.assert_allclose(other.curves[name], curve, rtol=1e-12)
        for name in ("kept", "path", "factor", "product", "bound"):
            there, here = getattr(other, name), getattr(families.here, name)
            np.testing.assert_allclose(there, here, rtol=1e-12)


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("net", ["random", "reviews"])
def test_every_length_is_what_it_would_be_if_it_alone_had_been_asked_for(
    net: str, loss: str
) -> None:
    settings = replace(SMALL, three=net, loss=loss, scale="1.4", asked=17)
    families = make_families(make_three(settings), settings)
    assert families.steps == (5, 10, 12, 15, 20, 30, 40, 50, 75, 100, 125, 150, 200)
    for steps, member in zip(families.steps, families.lengths, strict=True):
        alone = replace(settings, steps=steps)
        wanted = make_families(make_three(alone), alone).here
        assert member.steps == steps == len(member.kept)
        assert len(member.path) == (min(17, steps) if loss == "one step" else steps)
        assert member.broken == wanted.broken == {}
        for name, curve in wanted.curves.items():
            assert len(curve) == steps
            np.testing.assert_allclose(member.curves[name], curve, rtol=1e-9, atol=1e-300)
        for name in ("kept", "path", "factor", "product", "bound"):
            there, here = getattr(member, name), getattr(wanted, name)
            np.testing.assert_allclose(there, here, rtol=1e-9, atol=1e-300)


def test_a_length_that_ends_before_the_numbers_overflow_is_sound() -> None:
    settings = replace(SMALL, three="numbers", read="100", rnn="relu", steps=40)
    wild = with_rnn(make_three(settings), weight_ih=np.ones((5, 1)), weight_hh=1e8 * np.eye(5))
    families = make_families(wild, settings)
    for steps, member in zip(families.steps, families.lengths, strict=True):
        assert member.broken == ({"RNN": 40} if steps >= 40 else {})
        curve = member.curves["rnn_h"]
        if steps >= 40:
            assert np.isnan(curve).all() and not member.factor.size
            continue
        wanted = ran(replace(wild, steps=steps), "RNN", 1.0, None, np.eye(steps)[-1])[1].d_h
        np.testing.assert_allclose(curve, sizes(wanted), rtol=1e-9)


@pytest.mark.parametrize(
    ("loss", "steps"), [("last step", 12), ("every step", 12), ("one step", 5)]
)
def test_the_path_is_the_product_of_the_forget_gates_between_a_step_and_the_loss(
    loss: str, steps: int
) -> None:
    settings = replace(SMALL, loss=loss)
    three = make_three(settings)
    path = make_families(three, settings).here.path
    f = ran(three, "LSTM", 1.0, None, LOSSES[loss])[0].f[:, 0]
    assert path.shape == (steps, 5)
    for t in range(steps):
        np.testing.assert_allclose(path[t], np.prod(f[t + 1 : steps], axis=0), rtol=1e-12)


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("rnn", ["tanh", "relu"])
def test_the_product_of_the_rnns_factors_is_a_bound_on_the_product_of_its_jacobians(
    loss: str, rnn: str
) -> None:
    settings = replace(SMALL, loss=loss, rnn=rnn, three="intents", read="what time is it now ?")
    three = make_three(settings)
    member = make_families(three, settings).here
    trace = ran(three, "RNN", 1.0, None, LOSSES[loss])[0]
    h, steps = trace.h[:, 0], 5 if loss == "one step" else 12
    slopes = 1.0 - h**2 if rnn == "tanh" else (h > 0.0).astype(float)
    one = slopes[:, :, None] * three.cell("RNN").weight_hh
    whole = np.eye(h.shape[1])
    for t in range(steps - 1, -1, -1):
        assert member.factor[t] == pytest.approx(np.linalg.norm(one[t], ord=2), rel=1e-9)
        assert member.product[t] == pytest.approx(np.linalg.norm(whole, ord=2), rel=1e-9)
        later = [np.linalg.norm(each, ord=2) for each in one[t + 1 : steps]]
        assert member.bound[t] == pytest.approx(np.prod(later), rel=1e-9)
        whole = whole @ one[t]
    assert (member.bound >= member.product * (1 - 1e-12)).all()
    assert (member.bound[:-2] > member.product[:-2]).any()
    assert len(member.factor) == steps


def with_rnn(three: Three, **arrays: Any) -> Three:
    """The same three, but for some numbers of the RNN; no dial reaches so far."""
    layer: Any = three.models["RNN"].layers[0]
    model = replace(three.models["RNN"], layers=(replace(layer, **arrays),))
    return replace(three, models=three.models | {"RNN": model})


def broken_apart(settings: GradientSettings, wild: Three) -> Families:
    """The families of wild networks, of which nothing but the RNN may differ from the tame."""
    families = make_families(wild, settings)
    tame = make_families(make_three(settings), settings)
    for one, other in zip(families.scales, tame.scales, strict=True):
        for name in ("lstm_h", "lstm_c", "gru_h"):
            np.testing.assert_array_equal(one.curves[name], other.curves[name])
    assert all(set(member.broken) <= {"RNN"} for member in families.scales)
    return families


def test_a_scale_multiplies_what_the_recurrent_matrix_does_to_a_vector() -> None:
    asked = GradientSettings(steps=5, three="reviews")
    three = make_three(asked)
    weight = three.models["RNN"].layers[0].weight_hh
    radius, most = np.abs(np.linalg.eigvals(weight)).max(), np.linalg.svd(weight)[1][0]
    for scale, member in zip(SCALES, make_families(three, asked).scales, strict=True):
        assert member.weight == pytest.approx((float(scale) * radius, float(scale) * most))


def test_numbers_that_overflow_on_the_way_on_are_named_with_their_step() -> None:
    settings = replace(SMALL, three="numbers", read="100", rnn="relu", steps=40)
    wild = with_rnn(make_three(settings), weight_ih=np.ones((5, 1)), weight_hh=1e8 * np.eye(5))
    families = broken_apart(settings, wild)
    for place, member in zip(SCALES, families.scales, strict=True):
        h, first = 0.0, None
        for t in range(1, 41):
            h = 1e8 * float(place) * h + 100.0
            first = t if first is None and not np.isfinite(h) else first
        assert member.broken == ({} if first is None else {"RNN": first})
        if first is None:
            wanted = sizes(ran(wild, "RNN", float(place), None, np.eye(40)[39])[1].d_h)
            np.testing.assert_allclose(member.curves["rnn_h"], wanted, rtol=1e-9)
    assert families.scales[0].broken == {} and families.here.broken == {"RNN": 40}
    assert all(member.broken == families.here.broken for member in families.forgets)


def test_gradients_that_overflow_on_the_way_back_are_named_with_their_step() -> None:
    settings = replace(SMALL, three="numbers", read="0", steps=40)
    wild = with_rnn(make_three(settings), weight_hh=1e10 * np.eye(5))
    families = broken_apart(settings, wild)
    for place, member in zip(SCALES, families.scales, strict=True):
        found = ran(wild, "RNN", float(place), None, np.eye(40)[39])[1].d_h[:, 0]
        over = np.flatnonzero(~np.isfinite(found).all(axis=1))
        assert member.broken == ({"RNN": int(over[-1]) + 1} if over.size else {})
    assert families.here.broken == {"RNN": 9}


def test_an_answer_that_overflows_breaks_the_network_though_its_state_does_not() -> None:
    settings = replace(SMALL, three="numbers", read="1", rnn="relu")
    three = make_three(settings)
    wild = with_rnn(three, weight_ih=np.full((5, 1), 1.7e308), weight_hh=np.zeros((5, 5)))
    readout = replace(wild.models["RNN"].readout, weight=np.ones((2, 5)))
    model = replace(wild.models["RNN"], readout=readout)
    wild = replace(wild, models=wild.models | {"RNN": model})
    assert broken_apart(settings, wild).here.broken == {"RNN": 1}


@pytest.mark.parametrize(("loss", "weights"), LOSSES.items())
def test_the_loss_counts_where_it_is_asked_for(loss: str, weights: np.ndarray) -> None:
    settings = replace(SMALL, loss=loss)
    assert loss_weights(settings, 12).tolist() == weights.tolist()
    assert asked_step(settings, 12) == (5 if loss == "one step" else 12)
    assert asked_step(settings, 3) == 3


@pytest.mark.parametrize("power", [-300, -170, 0, 150, 300])
def test_the_largest_singular_value_is_found_at_any_size(power: int) -> None:
    matrices = (
        np.random.default_rng(0).standard_normal((6, 4, 4)) * np.logspace(-2, 2, 6)[:, None, None]
    )
    wanted = [np.linalg.norm(matrix, ord=2) for matrix in matrices]
    found = largest_singular_values(matrices * 10.0**power)
    np.testing.assert_allclose(found / 10.0**power, wanted, rtol=1e-12)


def test_a_matrix_of_nothing_makes_nothing_and_one_past_all_numbers_is_infinite() -> None:
    matrices = np.zeros((3, 2, 2))
    matrices[1, 0, 1], matrices[2, 1, 1] = np.inf, np.nan
    assert largest_singular_values(matrices).tolist() == [0.0, np.inf, np.inf]


def test_a_held_forget_gate_is_held_in_every_member_and_no_other_network_changes() -> None:
    free, held = SMALL, replace(SMALL, held="0.9")
    three = make_three(held)
    assert three.badge(1.0, three.forget_bias).endswith("then f held at 0.9 by you")
    members = make_families(three, held)
    for member in (*members.scales, *members.forgets):
        np.testing.assert_array_equal(member.kept, 0.9)
    steps = np.arange(three.steps)[::-1]
    np.testing.assert_allclose(members.here.path, 0.9 ** steps[:, None] * np.ones((1, 5)))
    before = make_families(make_three(free), free).here
    np.testing.assert_array_equal(members.here.curves["rnn_h"], before.curves["rnn_h"])
    np.testing.assert_array_equal(members.here.curves["gru_h"], before.curves["gru_h"])
