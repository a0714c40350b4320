"""What the quiz has to ask about: part B of the plan, and every misconception of part C."""

from __future__ import annotations

QUESTIONS = (
    "what RNN stands for",
    "through what an RNN remembers",
    "its basic idea",
    "the name of a unit's internal state",
    "what a gradient is",
    "what a gradient measures",
    "what happens when gradients grow too large",
    "what vanishing means",
    "purpose of the input gate",
    "purpose of the cell state",
    "purpose of the forget gate",
    "purpose of the output gate",
    "what value of a gate keeps and what erases",
    "range of the sigmoid",
    "range of tanh",
    "number of states and gates",
    "number of outputs for memory size 100",
    "the pooling item",
    "parameter counts (110 × 10)",
    "parameter counts (LSTM)",
    "which shape suits which task",
    "why additive helps",
    "what clipping does",
    "when a bidirectional network may not be used",
    "RNN against LSTM",
    "LSTM against GRU",
)
MISCONCEPTIONS = {
    "forget gate = 1 means it forgets": "forget gate = 1 means it forgets",
    "c and h are the same": "c and h are the same",
    "LSTM abolishes vanishing and exploding gradients": (
        "LSTM abolishes vanishing and exploding gradients"
    ),
    "I know why gates, not how they stop vanishing": (
        '"I know why gates, not how they stop vanishing"'
    ),
    "f = i, since both see the same input": "f_t = i_t, since both see the same input",
    "a gate is one switch": "a gate is one switch, on or off",
    "a trained gate is a constant": "a trained gate is a constant",
    "every time step has its own weights": "every time step has its own weights",
    "units = time steps = cells": "units = time steps = cells",
    "why sigmoid × tanh, would one do": "why sigmoid × tanh, would one do?",
    "why tanh again on c; c stays within ±1": "why tanh again on c; c stays within ±1",
    "GRU's z, update or keep": "GRU's z: update or keep?",
    "truncated backpropagation shortens memory": "truncated BPTT shortens memory",
    "state and weights are confused": "state and weights are confused; when is state reset?",
    "forget bias is a detail": "forget bias is a detail",
    "which of the framework's three outputs is which": (
        "which of the framework's three outputs is which"
    ),
    "where the parameters come from": "where the parameters come from",
}
"""Each as an item names it, and as the plan does."""
CONCEPTS = (
    "one snapshot does not tell",
    "feed-forward against recurrent",
    "RNN step",
    "parameter count",
    "what time is it",
    "sigmoid, tanh, ReLU",
    "times 3 explodes, tanh bounds it",
    "create, read, update, delete",
    "two states of the same size",
    "the equations of the LSTM",
    "four layers, the highway",
    "a review, few words carry the verdict",
    "last hidden state, softmax, answer",
    "output h, c or both",
    "training in three, one update",
    "the gradient of a shared weight is a sum",
    "the chain rule, step by step",
    "the gradient through the cell",
    "∂c/∂c₋₁ = f and the rest",
    "vanishing through slopes below 1",
    "bidirectional, outputs combined",
    "applications among the shapes",
    "CNN against RNN",
)
COVERS = {
    *(f"B: {name}" for name in QUESTIONS),
    *(f"C: {name}" for name in MISCONCEPTIONS),
    *(f"A: {name}" for name in CONCEPTS),
}
