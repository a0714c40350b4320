"""What the player of the five shapes is handed: plain dicts, ready for JSON.

The mirror of these fields on the other side is the typedef on top of ``assets/player/inout.mjs``.
"""

from __future__ import annotations

from typing import Any

from lstm_core.tasks import segments
from lstm_ui.runs import measured_percent
from lstm_ui.settings import ShapeSettings
from lstm_ui.shapes import dated, models, pictures, sequences
from lstm_ui.shapes.graph import Graph
from lstm_ui.shapes.kinds import DISPLAY, KINDS
from lstm_ui.theme import palette

VERSION = 1
EMPTY = "Type something first, for example: {}"
BADGES = {
    "one-one": ("digits_plain", "of unseen pictures named as Bayes' rule names them"),
    "one-many": ("spelling_lstm", "of unseen pictures spelled right"),
    "many-one": ("intents_lstm", "held-out accuracy"),
    "many-equal": ("names_lstm_both", "of held-out words right"),
}


def inout_payload(settings: ShapeSettings) -> dict[str, Any] | str:
    """Everything that the player draws, or the sentence that says what to change."""
    kind = KINDS[settings.shape]
    found = _runs(settings)
    if isinstance(found, str):
        return found
    runs, notes = found
    return {
        "version": VERSION,
        "title": f"{kind.title}: {kind.says}",
        "shape": kind.key,
        "kinds": [one.drawn for one in KINDS.values()],
        "lit": settings.lit if kind.key in DISPLAY else None,
        "segments": list(segments.SEGMENTS),
        "notes": list(notes),
        "runs": runs,
        "measured": _measured() if kind.key == "many-unequal" else None,
        "palette": palette(),
    }


def _runs(settings: ShapeSettings) -> tuple[list[dict[str, Any]], tuple[str, ...]] | str:
    shape = settings.shape
    if shape in DISPLAY:
        lit = pictures.lit_of(settings.lit)
        make = pictures.named if shape == "one-one" else pictures.spelled
        return [_run(shape, "", *make(lit))], ()
    text = settings.given if settings.given is not None else KINDS[shape].default
    if shape == "many-unequal":
        return _dates(text)
    graph, answer, notes = (sequences.asked if shape == "many-one" else sequences.tagged)(text)
    return notes[0] if graph is None else ([_run(shape, "", graph, answer)], notes)


def _run(shape: str, key: str, graph: Graph, answer: str) -> dict[str, Any]:
    name, what = BADGES[shape]
    share = measured_percent(float(models.facts(name)["accuracy"]))
    return {
        "key": key,
        "label": "",
        "badge": f"trained · {share} {what}",
        "answer": answer,
        "verdict": "",
        "judged": False,
        "looked": None,
        **graph.payload(),
    }


def _dates(text: str) -> tuple[list[dict[str, Any]], tuple[str, ...]] | str:
    typed = dated.read(text)
    if not typed.tokens:
        return EMPTY.format(KINDS["many-unequal"].default)
    runs = []
    for key, name in models.DATES.items():
        graph, answer, looked = dated.run(typed, key)
        share = measured_percent(float(models.facts(name)["accuracy"]))
        runs.append(
            {
                "key": key,
                "label": f"{key} attention",
                "badge": f"trained · {share} of held-out dates right",
                "answer": answer,
                "verdict": _verdict(typed.day, answer),
                "judged": bool(typed.day),
                "looked": looked,
                **graph.payload(),
            }
        )
    return runs, typed.notes


def _verdict(day: str, answer: str) -> str:
    if not day:
        return "no right answer to compare with"
    return "right" if answer == day else f"wrong, it is {day}"


def _measured() -> dict[str, Any]:
    """Exact matches on held-out dates by how many phrases stand behind the date."""
    by_key = {key: models.facts(name)["accuracy_behind"] for key, name in models.DATES.items()}
    counts = list(by_key["with"])
    return {
        "dates": models.facts(models.DATES["with"])["judged_behind"],
        "behind": [int(count) for count in counts],
        "rows": [
            {
                "key": key,
                "label": f"{key} attention",
                "shares": [shares[count] for count in counts],
                "texts": [measured_percent(shares[count]) for count in counts],
            }
            for key, shares in by_key.items()
        ],
    }
