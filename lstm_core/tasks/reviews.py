"""Reviews: a few words carry the verdict, negation turns it, most words say nothing.

Two rules decide the class. All opinions of a review agree, except around "but" and "although":
there the main clause decides, as it does for a human reader.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lstm_core.batch import Batch, judged_at_end
from lstm_core.tasks import review_phrases as p
from lstm_core.tasks.grammar import contract, drop_words, fill, pick, words_of
from lstm_core.tasks.split import draw
from lstm_core.vocabulary import Vocabulary, split_words

CLASSES = ("negative", "positive")
LONGEST = 25
DEFAULT = (
    "I tried this cereal last week. Amazing! The sweetness is perfectly balanced "
    "and I will definitely be buying it again."
)

NEGATIONS = frozenset(
    [
        *"not never no nothing isn't wasn't don't didn't doesn't won't wouldn't couldn't".split(),
        *"can't shouldn't".split(),
    ]
)


@dataclass(frozen=True)
class Review:
    """One review and what it says.

    Attributes
    ----------
    words : tuple of str
        Lower-case words and signs.
    label : int
        0 negative, 1 positive: the index into :data:`CLASSES`.
    negated : bool
        Whether an opinion is said by negation.
    """

    words: tuple[str, ...]
    label: int
    negated: bool


@dataclass(frozen=True)
class _Clause:
    text: str
    negated: bool = False


def make_review(rng: np.random.Generator) -> Review:
    """Draw one review of at most :data:`LONGEST` tokens, either class as likely."""
    while True:
        label = int(rng.integers(2))
        domain = pick(rng, list(p.DOMAINS))
        clauses = _compose(rng, domain, label)
        words = split_words(contract(rng, " ".join(clause.text for clause in clauses)))
        if len(words) <= LONGEST:
            return Review(words, label, any(clause.negated for clause in clauses))


def sample_review(rng: np.random.Generator, *, held_out: bool) -> Review:
    """Draw one review on the wanted side of the split."""
    return draw(rng, make_review, lambda review: review.words, held_out)


def review_batch(
    rng: np.random.Generator,
    size: int,
    *,
    held_out: bool = False,
    drop: float = 0.0,
    on_the_way: float = 0.0,
) -> Batch:
    """Draw ``size`` reviews, each judged at its end.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of randomness.
    size : int
        Number of reviews, B.
    held_out : bool
        Which side of the split.
    drop : float
        Share of the words that are replaced by the unknown token.
    on_the_way : float
        How much each earlier word counts; see :func:`lstm_core.batch.judged_at_end`.

    Returns
    -------
    Batch
        Token ids ``(T, B)`` and classes ``(T, B)``.
    """
    reviews = [sample_review(rng, held_out=held_out) for _ in range(size)]
    ids = [VOCABULARY.encode(drop_words(rng, review.words, drop)) for review in reviews]
    return judged_at_end(ids, [review.label for review in reviews], on_the_way=on_the_way)


def _compose(rng: np.random.Generator, domain: str, label: int) -> list[_Clause]:
    shape = rng.random()
    if shape < 0.3:
        return [_end(rng, _opinion(rng, domain, label))]
    if shape < 0.5:
        other, main = _opinion(rng, domain, 1 - label), _opinion(rng, domain, label)
        joint = [_Clause("although"), other, _Clause(",")]
        if rng.random() < 0.75:
            joint = [other, _Clause(pick(rng, ["but", ", but"]))]
        return [*_facts(rng, domain, 1), *joint, _end(rng, main)]
    opinions = [_opinion(rng, domain, label) for _ in range(1 + int(rng.integers(3)))]
    if len(opinions) > 1 and rng.random() < 0.4:
        first, second, *rest = opinions
        joint_text = f"{first.text} {pick(rng, ['and', 'and', ',', ', and'])} {second.text}"
        opinions = [_Clause(joint_text, first.negated or second.negated), *rest]
    sentences: list[_Clause] = []
    for opinion in opinions:
        sentences += [*_facts(rng, domain, 2), _Clause(opinion.text + " .", opinion.negated)]
    if rng.random() < 0.4:
        return sentences + _facts(rng, domain, 1, closing=True)
    return [*sentences[:-1], _end(rng, sentences[-1])]


def _opinion(rng: np.random.Generator, domain: str, label: int) -> _Clause:
    negated = rng.random() < 0.35
    general, own = (p.NEGATED, p.POSITIVE_NEGATED if label else p.NEGATIVE_NEGATED)
    if not negated:
        general, own = (p.OPINIONS, p.POSITIVE if label else p.NEGATIVE)
    template = pick(rng, general if rng.random() < 0.7 else own)
    return _Clause(fill(rng, template, _slots(rng, domain, label)), negated)


def _slots(rng: np.random.Generator, domain: str, label: int) -> dict[str, list[str]]:
    things, good, bad, _ = p.DOMAINS[domain]
    # General words and words of the domain are drawn equally often, whatever their number.
    of_domain = rng.random() < 0.4
    sides = (bad, good) if of_domain else (p.BAD, p.GOOD)
    slots = {**p.SLOTS, "thing": things, "good": sides[label], "bad": sides[1 - label]}
    for name, (positive, negative) in p.VERDICT_SLOTS.items():
        slots[name] = positive if label else negative
    for name, opposite in p.OPPOSITE.items():
        if name != "bad":
            positive, negative = p.VERDICT_SLOTS[opposite]
            slots[name] = negative if label else positive
    return slots


def _facts(
    rng: np.random.Generator, domain: str, most: int, *, closing: bool = False
) -> list[_Clause]:
    facts = p.FACTS + p.DOMAINS[domain][3] * 2
    slots = {**p.SLOTS, "thing": p.DOMAINS[domain][0]}
    texts = [fill(rng, pick(rng, facts), slots) for _ in range(int(rng.integers(most + 1)))]
    # A fact may lean on the opinion that follows: then "but" or a comma contrasts nothing.
    leads = [" ."] if closing else [" .", " .", " .", " .", " and", " ,", " but"]
    return [_Clause(text + pick(rng, leads)) for text in texts]


def _end(rng: np.random.Generator, clause: _Clause) -> _Clause:
    text = clause.text.removesuffix(" .") + pick(rng, [" .", " .", " !", ""])
    return _Clause(text, clause.negated)


def _vocabulary() -> Vocabulary:
    phrases = [*p.GOOD, *p.BAD, *p.FACTS, *p.OPINIONS, *p.NEGATED, *p.POSITIVE, *p.NEGATIVE]
    phrases += [*p.POSITIVE_NEGATED, *p.NEGATIVE_NEGATED, "but although , . ! an"]
    for domain in p.DOMAINS.values():
        for part in domain:
            phrases += part
    for choices in p.SLOTS.values():
        phrases += choices
    for positive, negative in p.VERDICT_SLOTS.values():
        phrases += positive + negative
    # Joined contractions can arise across a slot: "{was} not" is "wasn't" as well.
    return Vocabulary.of(sorted(words_of(phrases) | NEGATIONS))


VOCABULARY = _vocabulary()
