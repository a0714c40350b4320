"""Intents: what does the speaker want? The deciding word may come first or last."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lstm_core.batch import Batch, judged_at_end
from lstm_core.tasks.grammar import contract, drop_words, fill, pick, words_of
from lstm_core.tasks.split import draw
from lstm_core.vocabulary import Vocabulary, split_words

CLASSES = ("time", "weather", "greeting", "alarm", "music", "thanks")
DEFAULT = "what time is it?"

TEMPLATES: dict[str, list[str]] = {
    "time": [
        "what time is it {now} ?",
        "what is the time {now} ?",
        "what time is it in {city} ?",
        "{ask} what time it is {now} {please} ?",
        "{ask} the time {please} ?",
        "tell me the time {please}",
        "do you have the time {please} ?",
        "what hour is it {now} ?",
        "how late is it {now} ?",
        "is it {number} {already} ?",
    ],
    "weather": [
        "what is the weather like {when} ?",
        "how is the weather in {city} {when} ?",
        "what will the weather be {when} ?",
        "{ask} what the weather is like in {city} ?",
        "will it {rain} {when} ?",
        "is it {cold} {outside} {when} ?",
        "how {cold} is it {outside} {now} ?",
        "do i need {umbrella} {when} ?",
        "what is the temperature {outside} {now} ?",
        "is it going to {rain} in {city} {when} ?",
    ],
    "greeting": [
        "{hello}",
        "{hello}",
        "{hello} {friend}",
        "{hello} how are you {friend} {now} ?",
        "how are you doing {friend} {now} ?",
        "good {part} {friend}",
        "{hello} {friend} nice to meet you",
        "{hello} good to see you {friend}",
        "{hello} my name is {name}",
        "what is up {friend} ?",
    ],
    "alarm": [
        "wake me up at {number} {please}",
        "wake me {when} at {number}",
        "set {alarm} for {number} {when} {please}",
        "{ask_to} set {alarm} for {number} {please} ?",
        "{ask_to} wake me up {when} {please} ?",
        "i need to get up at {number} {when}",
        "what time is my alarm {when} ?",
        "turn off the alarm {please}",
        "cancel my alarm for {number} {please}",
        "remind me at {number} {when}",
    ],
    "music": [
        "play {some} {genre} music {please}",
        "play {some} {genre} {please}",
        "{ask_to} play {song} {please} ?",
        "i want to hear {some} {genre} {now}",
        "i want to listen to {song} {now}",
        "turn {updown} the music {please}",
        "stop the music {please}",
        "put on {some} {genre} {please}",
        "what is the name of this song ?",
        "play the next song {please}",
    ],
    "thanks": [
        "{thanks} {friend}",
        "{thanks} for {your} help {friend}",
        "{thanks} that was {very} {kind} {friend}",
        "that was {very} {kind} of you {friend}",
        "that is all {thanks}",
        "{thanks} for the {thing}",
        "{great} {thanks} {friend}",
    ],
}
SLOTS: dict[str, list[str]] = {
    "now": ["", "", "now", "today", "right now"],
    "already": ["", "already", "now"],
    "when": ["", "today", "tomorrow", "tonight", "on monday", "on sunday", "tomorrow morning"],
    "city": "london paris berlin rome delhi".split(),
    "ask": ["can you tell me", "do you know", "could you tell me", "please tell me"],
    "ask_to": ["can you", "could you", "please", "will you"],
    "please": ["", "", "please"],
    "number": "five six seven eight nine ten noon".split(),
    "rain": "rain snow".split(),
    "cold": "cold hot warm sunny windy cloudy".split(),
    "outside": ["", "outside"],
    "umbrella": ["an umbrella", "a coat", "my umbrella"],
    "hello": ["hello", "hi", "hey", "hello there", "hi there"],
    "friend": ["", "", "my friend", "robot"],
    "name": "anna sam maria".split(),
    "part": "morning evening afternoon day night".split(),
    "alarm": ["an alarm", "the alarm", "my alarm"],
    "some": ["", "some", "some good", "a little"],
    "genre": "jazz rock pop piano classical".split(),
    "song": ["a song", "my favourite song", "some music", "the radio"],
    "updown": ["up", "down", "on", "off"],
    "thanks": ["thanks", "thank you", "thank you very much", "thanks a lot", "many thanks"],
    "your": ["your", "the", "all your"],
    "very": ["", "very", "so"],
    "kind": "kind nice helpful great good".split(),
    "great": ["great", "good", "perfect", "okay"],
    "thing": ["help", "music", "song", "alarm", "weather", "answer"],
}
OPENINGS = [
    "",
    "",
    "",
    "",
    "",
    "hello ,",
    "hey ,",
    "hi ,",
    "good morning ,",
    "excuse me ,",
    "okay ,",
]


@dataclass(frozen=True)
class Utterance:
    """One thing said to an assistant.

    Attributes
    ----------
    words : tuple of str
        Lower-case words and signs.
    label : int
        The index into :data:`CLASSES`.
    """

    words: tuple[str, ...]
    label: int


def make_utterance(rng: np.random.Generator) -> Utterance:
    """Draw one utterance, each intent as likely as the next."""
    label = int(rng.integers(len(CLASSES)))
    intent = CLASSES[label]
    text = fill(rng, pick(rng, TEMPLATES[intent]), SLOTS)
    if intent != "greeting":
        text = f"{pick(rng, OPENINGS)} {text}"
    if text.endswith("?"):
        text = text if rng.random() < 0.8 else text.removesuffix("?")
    else:
        text += pick(rng, ["", " .", " !"])
    return Utterance(split_words(contract(rng, text)), label)


def sample_utterance(rng: np.random.Generator, *, held_out: bool) -> Utterance:
    """Draw one utterance on the wanted side of the split."""
    return draw(rng, make_utterance, lambda utterance: utterance.words, held_out)


def intent_batch(
    rng: np.random.Generator,
    size: int,
    *,
    held_out: bool = False,
    drop: float = 0.0,
    on_the_way: float = 0.0,
) -> Batch:
    """Draw ``size`` utterances, each judged at its end.

    ``drop`` of the words are replaced by the unknown token, and every word before the end
    counts ``on_the_way``.
    """
    utterances = [sample_utterance(rng, held_out=held_out) for _ in range(size)]
    ids = [VOCABULARY.encode(drop_words(rng, u.words, drop)) for u in utterances]
    return judged_at_end(ids, [u.label for u in utterances], on_the_way=on_the_way)


def _vocabulary() -> Vocabulary:
    phrases = [template for templates in TEMPLATES.values() for template in templates]
    phrases += [choice for choices in SLOTS.values() for choice in choices]
    return Vocabulary.of(sorted(words_of([*phrases, *OPENINGS, ". !"])))


VOCABULARY = _vocabulary()
