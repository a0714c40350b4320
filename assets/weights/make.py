"""Train the examples: ``python -m assets.weights.make [names]``.

Every network is reproducible from its seed on one BLAS thread, in float64.
"""

from __future__ import annotations

import os

for _threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_threads, "1")

import json  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402
from collections.abc import Iterator  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402

import numpy as np  # noqa: E402

from assets.weights.judges import JUDGE_SEED, JUDGES  # noqa: E402
from assets.weights.recipes import RECIPES, Recipe  # noqa: E402
from assets.weights.schedule import scheduled  # noqa: E402
from assets.weights.shapes import SHAPES, Network  # noqa: E402
from assets.weights.tasks import BATCH_SIZE, TASKS  # noqa: E402
from lstm_core.batch import Batch, judged_at_end  # noqa: E402
from lstm_core.losses import accuracy  # noqa: E402
from lstm_core.model import SequenceModel  # noqa: E402
from lstm_core.optimisers import Adam  # noqa: E402
from lstm_core.snapshot import parts_to_arrays, to_arrays  # noqa: E402
from lstm_core.tasks import reviews  # noqa: E402
from lstm_core.training import TrainingEvent  # noqa: E402

HERE = Path(__file__).parent


def updates(recipe: Recipe) -> Iterator[TrainingEvent]:
    """Train a recipe from its seed."""
    rng = np.random.default_rng(recipe.seed)
    model, batches = recipe.start(rng), recipe.batches(rng)
    optimiser = Adam(recipe.rate, decay=recipe.decay)
    return scheduled(model, batches, optimiser, TASKS[recipe.task].loss, recipe.updates)


def judge(recipe: Recipe, model: SequenceModel) -> dict[str, Any]:
    """Measure a model on sequences that training never saw."""
    batch = TASKS[recipe.task].held_out(np.random.default_rng(JUDGE_SEED))
    logits = model.forward(batch.inputs, lengths=batch.lengths).logits
    if recipe.task == "brackets":
        right = np.round(logits) == batch.targets
        return {
            "metric": "share of steps whose rounded depth is right",
            "accuracy": round(float(right.mean()), 4),
        }
    if recipe.task == "echo":
        return _judge_echo(batch, logits)
    if TASKS[recipe.task].task == "ball":
        return _judge_ball(batch, logits)
    if recipe.task in JUDGES:
        return JUDGES[recipe.task](model)
    share = accuracy(logits, batch.targets, batch.weights)
    facts = {
        "metric": "share of held-out sequences whose class is right",
        "accuracy": round(float(share or 0.0), 4),
    }
    if recipe.task == "reviews":
        facts["accuracy_negated"] = _judge_negated(model)
    return facts


def _judge_echo(batch: Batch, logits: np.ndarray) -> dict[str, Any]:
    asked = batch.weights > 0
    error = (logits - batch.targets)[asked]
    right = batch.targets[asked]
    explained = 1.0 - float((error**2).sum() / ((right - right.mean()) ** 2).sum())
    return {
        "metric": "share of the variance explained (R²)",
        "accuracy": round(explained, 4),
        "largest_error": round(float(np.abs(error).max()), 4),
    }


def _judge_ball(batch: Batch, logits: np.ndarray) -> dict[str, Any]:
    """Measure how much of the ball's move is foretold, and the mean miss after each frame."""
    moved, missed = batch.targets - batch.inputs, batch.targets - logits
    explained = 1.0 - float((missed[1:] ** 2).sum() / (moved[1:] ** 2).sum())
    return {
        "metric": "share of the ball's move that is foretold (R²), from the second frame on",
        "accuracy": round(explained, 4),
        "miss_after_frame": np.linalg.norm(missed, axis=2).mean(axis=1).round(4).tolist(),
    }


def _judge_negated(model: SequenceModel) -> float:
    rng = np.random.default_rng(JUDGE_SEED + 1)
    drawn = (reviews.sample_review(rng, held_out=True) for _ in range(4000))
    negated = [review for review in drawn if review.negated]
    batch = judged_at_end(
        [reviews.VOCABULARY.encode(review.words) for review in negated],
        [review.label for review in negated],
    )
    logits = model.forward(batch.inputs).logits
    return round(float(accuracy(logits, batch.targets, batch.weights) or 0.0), 4)


def facts_of(recipe: Recipe, model: SequenceModel, first_losses: list[float]) -> dict[str, Any]:
    """Write down what the JSON beside the weights says."""
    task = TASKS[recipe.task]
    return {
        "title": task.title,
        "description": task.description,
        "task": task.task,
        "reads": task.reads,
        "default": task.default,
        "cell": recipe.cell,
        **({"direction": recipe.direction} if recipe.direction else {}),
        "input_size": model.encoder.size,
        "hidden_size": recipe.hidden_size,
        "parameters": model.parameter_count,
        **judge(recipe, model),
        "seed": recipe.seed,
        "updates": recipe.updates,
        "batch_size": BATCH_SIZE,
        "rate": recipe.rate,
        "decay": recipe.decay,
        "command": f"python -m assets.weights.make {recipe.name}",
        "first_losses": first_losses,
        "classes": list(task.classes),
        "vocabulary": list(task.vocabulary.tokens) if task.vocabulary else None,
    }


def make(name: str) -> None:
    """Train one network, judge it and write its two files."""
    started = time.perf_counter()
    losses: list[float] = []
    network: Recipe | Network = RECIPES[name] if name in RECIPES else SHAPES[name]
    for event in updates(network) if isinstance(network, Recipe) else network.train():
        losses.append(event.loss)
        if event.update % 500 == 0:
            recent = np.mean(losses[-100:])
            print(f"{name}: update {event.update} of {network.updates}, loss {recent:.4f}")
    if isinstance(network, Recipe):
        facts = facts_of(network, event.model, losses[:5])
    else:
        facts = network.facts(event.model, np.random.default_rng(JUDGE_SEED), losses[:5])
    write = to_arrays if isinstance(event.model, SequenceModel) else parts_to_arrays
    np.savez(HERE / f"{name}.npz", **write(event.model))
    text = json.dumps(facts, indent=1, ensure_ascii=False)
    (HERE / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    seconds = time.perf_counter() - started
    print(f"{name}: {facts['metric']} {facts['accuracy']} after {seconds:.0f} s")


def main(names: list[str]) -> int:
    """Train the named networks, or all of them."""
    known = [*RECIPES, *SHAPES]
    unknown = [name for name in names if name not in known]
    if unknown:
        print(f"no recipe {', '.join(unknown)}; there are {', '.join(known)}", file=sys.stderr)
        return 2
    for name in names or known:
        make(name)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
