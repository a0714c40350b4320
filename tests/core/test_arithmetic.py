"""Every number of a run is what its parts make, back to inputs, weights and starting states."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_core import (
    LSTM,
    Embedding,
    OneHot,
    Override,
    Readout,
    SequenceModel,
    Values,
    arithmetic,
    numbers_of,
)
from tests.core.cells import GATES, KINDS, random_cell, random_states

T, B, D, H, K = 4, 2, 3, 5, 2


def random_run(kind, seed=3, overrides=()):
    rng = np.random.default_rng(seed)
    cell = random_cell(kind, rng, D, H)
    readout = Readout(rng.standard_normal((K, H)), rng.standard_normal(K))
    model = SequenceModel(Values(D), (cell,), readout)
    inputs, states = rng.standard_normal((T, B, D)), random_states(cell, rng, B)
    return model, model.forward(inputs, *states, overrides=overrides)


def of_the_trace(model, trace, name, member=0):
    """The values ``(T, ...)`` of a name, made here from the trace alone."""
    layer = trace.layers[0]
    if name in ("logit", "share"):
        return (trace.logits if name == "logit" else trace.probabilities)[:, member]
    state = "c" if hasattr(layer, "c") else "h"
    before = np.concatenate([getattr(layer, f"{state}0")[None], getattr(layer, state)[:-1]])
    made = {
        "x": lambda: layer.xs,
        "kept": lambda: (layer.f if hasattr(layer, "f") else layer.z) * before,
        "written": lambda: layer.i * layer.g if hasattr(layer, "f") else (1.0 - layer.z) * layer.n,
        "reset_part": lambda: layer.r * layer.hn,
    }
    return (made[name]() if name in made else getattr(layer, name))[:, member]


def holds(gates):
    """Some gates held, some everywhere and some at one place."""
    return st.lists(
        st.builds(
            Override,
            st.sampled_from(gates),
            st.sampled_from([0.0, 0.25, 1.0]),
            step=st.none() | st.integers(0, T - 1),
            unit=st.none() | st.integers(0, H - 1),
        ),
        max_size=3,
    )


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=25, deadline=None)
@given(data=st.data(), seed=st.integers(0, 2**16))
def test_the_parts_of_every_number_give_it_back(kind, data, seed):
    held = data.draw(holds(GATES[kind])) if GATES[kind] else []
    model, trace = random_run(kind, seed, held)
    member, t = data.draw(st.integers(0, B - 1)), data.draw(st.integers(0, T - 1))
    for name, size in numbers_of(model).items():
        truth = of_the_trace(model, trace, name, member)
        for unit in range(size):
            found = arithmetic(model, trace, name, t, unit, member)
            assert found.value == pytest.approx(truth[t, unit], rel=1e-12, abs=1e-12)
            covering = [o for o in held if o.gate == name and {o.step, t} <= {t, None}
                        and {o.unit, unit} <= {unit, None}]  # fmt: skip
            assert (found.operation == "held") == bool(covering)
            wanted = found.own if covering else found.value
            assert found.again == pytest.approx(wanted, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_following_the_parts_ends_at_inputs_weights_and_starting_states(kind, data):
    model, trace = random_run(kind)
    name = data.draw(st.sampled_from(list(numbers_of(model))))
    place = (name, T - 1, data.draw(st.integers(0, numbers_of(model)[name] - 1)))
    ends, seen, open_ = set(), set(), [place]
    while open_:
        place = open_.pop()
        if place in seen:
            continue
        seen.add(place)
        found = arithmetic(model, trace, *place)
        for part in found.parts:
            if part.source is None:
                ends.add((part.name, place[1]) if part.before else (part.name, None))
                continue
            one_minus = part.name.startswith("1−")
            source = arithmetic(model, trace, *part.source).value
            assert (1.0 - source if one_minus else source) == part.value
            assert part.source.t == place[1] - part.before
            open_.append(part.source)
    allowed = {("x", None), ("b", None), ("h", 0), ("c", 0)}
    assert ends <= allowed
    if name != "x":
        assert {("x", None), ("b", None), ("h", 0)} <= ends


def one_unit():
    """A cell of one unit whose step can be worked out by hand."""
    cell = LSTM(
        weight_ih=[[0.5], [1.0], [2.0], [-1.0]],  # i, f, g, o
        weight_hh=[[0.1], [0.2], [0.3], [0.4]],
        bias=[0.25, -0.5, 0.0, 1.0],
    )
    model = SequenceModel(Values(1), (cell,), Readout([[3.0]], [0.5]))
    return model, [[[2.0]]], [[0.5]], [[4.0]]


def test_a_step_of_one_unit_is_as_worked_out_by_hand():
    model, *given_ = one_unit()
    trace = model.forward(*(np.array(values) for values in given_))

    def sigma(a):
        return 1.0 / (1.0 + np.exp(-a))

    a_f = arithmetic(model, trace, "a_f", 0, 0)
    assert [(part.name, part.weight, part.value, part.contribution) for part in a_f.parts] == [
        ("x", 1.0, 2.0, 2.0),
        ("h", 0.2, 0.5, 0.1),
        ("b", None, -0.5, -0.5),
    ]
    assert a_f.value == pytest.approx(1.6)
    kept = arithmetic(model, trace, "kept", 0, 0)
    assert kept.operation == "product"
    assert [part.value for part in kept.parts] == pytest.approx([sigma(1.6), 4.0])
    assert [part.source for part in kept.parts] == [("f", 0, 0), None]
    c = arithmetic(model, trace, "c", 0, 0).value
    assert c == pytest.approx(sigma(1.6) * 4.0 + sigma(1.3) * np.tanh(4.15))
    logit = arithmetic(model, trace, "logit", 0, 0)
    assert logit.value == pytest.approx(3.0 * sigma(-0.8) * np.tanh(c) + 0.5)
    assert [part.source for part in logit.parts] == [("h", 0, 0), None]
    assert arithmetic(model, trace, "share", 0, 0).value == 1.0


def test_a_held_gate_says_what_the_network_itself_would_have_made():
    model, *given_ = one_unit()
    arrays = [np.array(values) for values in given_]
    trace = model.forward(*arrays, overrides=[Override("f", 0.0, step=0, unit=0)])
    held = arithmetic(model, trace, "f", 0, 0)
    assert (held.operation, held.value) == ("held", 0.0)
    assert held.own == pytest.approx(1.0 / (1.0 + np.exp(-1.6)))
    assert held.again == held.own
    assert [part.source for part in held.parts] == [("a_f", 0, 0)]
    assert arithmetic(model, trace, "kept", 0, 0).value == 0.0
    assert arithmetic(model, trace, "i", 0, 0).operation == "squash"


def test_a_token_vector_is_read_from_the_table_and_a_number_is_given():
    rng = np.random.default_rng(0)
    cell, readout = LSTM.init(rng, 3, 2), Readout.init(rng, 2, 2)
    ids = np.array([[1], [0]])
    for encoder, operation in ((Embedding.init(rng, 4, 3), "read"), (OneHot(3), "given")):
        model = SequenceModel(encoder, (cell,), readout)
        found = arithmetic(model, model.forward(ids), "x", 0, 1)
        assert (found.operation, found.parts) == (operation, ())
        assert found.value == encoder.encode(ids)[0, 0, 1]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (("q", 0, 0), "there is no 'q'"),
        (("z", 0, 0), "the numbers of this LSTM are f, kept, i"),
        (("f", T, 0), f"there is no step {T} of f: the steps are 0 to {T - 1}"),
        (("f", -1, 0), "there is no step -1"),
        (("f", 0, H), f"there is no unit {H} of f: the units are 0 to {H - 1}"),
        (("x", 0, D), f"there is no unit {D} of x"),
        (("share", 0, K), f"there is no unit {K} of share"),
        (("f", 0.5, 0), "there is no step 0.5"),
        (("f", True, 0), "there is no step True"),
        (("f", 0, 0, B), f"there is no member {B}"),
    ],
)
def test_what_a_run_does_not_have_is_refused_in_a_sentence(asked, sentence):
    model, trace = random_run("LSTM tanh")
    with pytest.raises(ValueError, match=".*") as refused:
        arithmetic(model, trace, *asked)
    assert sentence in str(refused.value)


def test_a_trace_of_another_cell_or_of_two_layers_is_refused():
    model, trace = random_run("LSTM tanh")
    _, of_gru = random_run("GRU")
    with pytest.raises(ValueError, match="GRUTrace is no trace of LSTM"):
        arithmetic(model, of_gru, "h", 0, 0)
    two = replace(model, layers=(*model.layers, LSTM.init(np.random.default_rng(0), H, H)))
    with pytest.raises(ValueError, match="this has 2"):
        arithmetic(two, two.forward(trace.inputs), "h", 0, 0)
