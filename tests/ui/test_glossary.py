"""The glossary and the flashcards are whole, and what they say of the app and of PyTorch is so."""

from __future__ import annotations

import math
import re
import tomllib
from urllib.parse import parse_qsl, urlsplit

import numpy as np
import pytest

from lstm_core import GRU, LSTM, Embedding, OneHot
from lstm_ui.backprop.beats import PHASES
from lstm_ui.challenges.tasks import CHALLENGES
from lstm_ui.diagrams import CELLS
from lstm_ui.glossary.entries import (
    GROUPS,
    Card,
    Entry,
    flashcards,
    glossary,
    read_cards,
    read_entries,
)
from lstm_ui.runs import make_run
from lstm_ui.settings import MOST_CHARACTERS, TABLE, Settings
from lstm_ui.theme import GATES
from tests.ui.places import OF_PLAYERS, anchors, opens
from tests.ui.test_progress import LISTED, path_of
from tests.ui.visits import visit

PLAN = {
    "/", "/recurrence", "/squashing", "/cell", "/sequence", "/backprop", "/gradients", "/gru",
    "/bidirectional", "/shapes", "/surgery", "/train", "/text", "/forecast", "/import", "/quiz",
    "/glossary", "/teach",
}  # fmt: skip
"""The paths of DESIGN, section 3."""
PLAYED = ("/cell", "/sequence", "/surgery")
OPEN_QUESTIONS = {
    "explain RNN, and why sequences need it": "rnn",
    "how an RNN works": "rnn-works",
    "CNN against RNN": "cnn-rnn",
    "RNN against LSTM": "rnn-lstm",
    "gates and states of an LSTM": "gates-states",
    "its generic architecture": "lstm-architecture",
    "its weaknesses": "lstm-weaknesses",
    "GRU's architecture": "gru-architecture",
    "the role of the update gate": "update-gate",
    "LSTM against GRU": "lstm-gru",
    "apply one to stock prediction and explain the architecture": "stocks",
}
MUST_HAVE = """
    cell unit time-step sequence recurrent feed-forward unrolling hidden-state cell-state gate
    forget-gate input-gate output-gate candidate pre-activation sigmoid tanh relu softmax logits
    loss gradient bptt truncated-bptt vanishing-gradient exploding-gradient clipping learning-rate
    optimiser adam epoch batch one-hot embedding vocabulary parameter weight bias forget-bias
    jacobian saturation gru reset-gate update-gate peephole coupled-gates bidirectional
    encoder-decoder attention one-to-one one-to-many many-to-one many-to-many stateful
    return-sequences return-state dropout teacher-forcing held-out overfitting temperature baseline
""".split()
SYMBOLS = (
    """x_t h_t c_t i_t f_t g_t o_t r_t z_t n_t W_x W_h b a_t σ ⊙ T B D H L ∂L/∂h_t ŷ""".split()
)

PHASES_OF = {
    cell["kind"]: {phase["id"] for phase in cell["phase"]}
    for cell in (tomllib.loads(path.read_text(encoding="utf-8")) for path in CELLS.glob("*.toml"))
}
ENTRIES = {entry.key: entry for entry in glossary()}
CARDS = {card.key: card for card in flashcards()}
LINKED = [*(entry for entry in glossary() if entry.link), *flashcards()]

WHOLE = """
[[entry]]
key = "a"
term = "one"
group = "cell"
says = "One."
see = ["b"]
[[entry]]
key = "b"
term = "two"
group = "cell"
says = "Two."
"""


def test_the_glossary_has_what_it_was_asked_to_have() -> None:
    assert len(ENTRIES) >= 70
    assert sorted(set(MUST_HAVE) - set(ENTRIES)) == []
    assert {entry.group for entry in glossary()} == set(GROUPS)


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_every_symbol_stands_in_exactly_one_entry(symbol: str) -> None:
    assert len([entry for entry in glossary() if entry.symbol == symbol]) == 1


@pytest.mark.parametrize("entry", glossary(), ids=lambda entry: entry.key)
def test_an_entry_says_one_or_two_plain_sentences(entry: Entry) -> None:
    assert entry.says.endswith(".")
    assert len(re.findall(r"[.!?](?= [A-Z“]|$)", entry.says)) in (1, 2)
    assert entry.says.startswith(entry.brief) and len(entry.brief) <= 230
    assert len(entry.brief) >= 45 or entry.brief == entry.says
    assert entry.see


@pytest.mark.parametrize("entry", glossary(), ids=lambda entry: entry.key)
def test_an_entry_has_a_colour_of_the_theme_and_whole_marks(entry: Entry) -> None:
    assert entry.colour in {"", *GATES}
    for text in (entry.pytorch, entry.keras):
        assert text.count("`") % 2 == 0
    for text in (entry.says, entry.equation, entry.shape):
        assert "`" not in text


@pytest.mark.parametrize("key", "fioghcxrzn")
def test_a_letter_of_the_theme_has_its_entry_with_its_name(key: str) -> None:
    (entry,) = [one for one in glossary() if one.symbol == f"{key}_t"]
    assert (entry.term, entry.colour) == (GATES[key].name, key)


@pytest.mark.parametrize("one", LINKED, ids=lambda one: one.key)
def test_a_link_leads_to_a_picture_that_takes_its_parameters(one: Entry | Card) -> None:
    address = urlsplit(one.link)
    query = dict(parse_qsl(address.query, strict_parsing=True) if address.query else [])
    assert address.path in PLAN
    assert address.fragment in anchors(address.path)
    for name, value in query.items():
        if opens(address.path, name, value):
            continue
        if name == "challenge":
            assert value in CHALLENGES
        elif name in MOST_CHARACTERS:
            assert 0 < len(value) <= MOST_CHARACTERS[name]
        elif name in TABLE and TABLE[name].default != "":
            assert TABLE[name].takes(value), one.link
        elif name == "phase" and address.path == "/backprop":
            assert value in {phase["id"] for phase in PHASES}
        elif name == "phase":
            assert value in PHASES_OF[query.get("cell", "LSTM")]
        else:
            assert (address.path, name) in {
                ("/cell", "unit"),
                ("/surgery", "edits"),
                ("/surgery", "trace"),
            }


@pytest.mark.parametrize(
    "one", [one for one in LINKED if f"{urlsplit(one.link).query}"], ids=lambda one: one.key
)
def test_a_page_opens_with_that_link_and_has_nothing_to_say_against_it(one: Entry | Card) -> None:
    address = urlsplit(one.link)
    scripts = {path_of(script): script for script in LISTED}
    if address.path not in scripts:
        pytest.skip(f"{address.path} is not built")
    page = scripts[address.path].removeprefix("pages/").removesuffix(".py")
    app = visit(page, **dict(parse_qsl(address.query)))
    assert not app.exception
    for name, value in parse_qsl(address.query):
        if name not in OF_PLAYERS.get(address.path, {}) and name in app.session_state:
            assert str(app.session_state[name]) == value


@pytest.mark.parametrize("question", OPEN_QUESTIONS)
def test_every_open_question_of_the_plan_is_a_card(question: str) -> None:
    assert OPEN_QUESTIONS[question] in CARDS


@pytest.mark.parametrize("card", flashcards(), ids=lambda card: card.key)
def test_a_card_asks_answers_and_says_what_an_answer_must_have(card: Card) -> None:
    assert len(CARDS) >= 20
    assert card.question.endswith(("?", "."))
    assert 25 <= len(card.answer.split()) <= 120
    assert 3 <= len(card.points) <= 6
    assert card.topic in PLAN
    assert card.equation.count("(") == card.equation.count(")")


FAULTS = {
    "two entries have the key": WHOLE.replace('key = "b"', 'key = "a"'),
    "two entries claim 'one'": WHOLE.replace('term = "two"', 'term = "One"'),
    "is in no known group": WHOLE.replace('"cell"\nsays = "Two."', '"cells"\nsays = "Two."'),
    "which is no other entry": WHOLE.replace('see = ["b"]', 'see = ["c"]'),
    "leads to 'a'": WHOLE.replace('see = ["b"]', 'see = ["a"]'),
    "lacks says": WHOLE.replace('says = "Two."', ""),
    "has something empty": WHOLE.replace('says = "Two."', 'says = ""'),
    "has unknown shown": WHOLE.replace('says = "Two."', 'says = "Two."\nshown = "x"'),
    "both a link and what it shows": WHOLE.replace('says = "Two."', 'says = "T."\nlink = "/cell"'),
    "needs a key of small letters": WHOLE.replace('key = "b"', 'key = "<b>"'),
    "there is no": "",
}


@pytest.mark.parametrize("sentence", FAULTS)
def test_a_fault_in_the_glossary_is_said_in_plain_words(sentence: str) -> None:
    assert len(read_entries(WHOLE)) == 2
    with pytest.raises(ValueError, match=re.escape(sentence)):
        read_entries(FAULTS[sentence])


def test_a_card_with_too_few_points_is_refused() -> None:
    words = {"key": "k", "topic": "/cell", "question": "Q?", "answer": "A.", "link": "/cell"}
    lines = [f'{name} = "{text}"' for name, text in words.items()]
    source = "[[card]]\n" + "\n".join([*lines, 'shows = "S"', 'points = ["a", "b", "b"]'])
    with pytest.raises(ValueError, match="'k' needs three points"):
        read_cards(source)


def test_what_the_glossary_says_of_pytorch_is_so() -> None:
    nn = pytest.importorskip("torch.nn", reason="torch is not installed")
    lstm, gru = nn.LSTM(3, 5), nn.GRU(3, 5)
    shapes = {name: tuple(value.shape) for name, value in lstm.named_parameters()}
    assert shapes == {
        "weight_ih_l0": (20, 3), "weight_hh_l0": (20, 5), "bias_ih_l0": (20,), "bias_hh_l0": (20,),
    }  # fmt: skip
    assert tuple(gru.weight_ih_l0.shape) == (15, 3)
    both = [name for name, _ in nn.LSTM(3, 5, bidirectional=True).named_parameters()]
    assert sum(name.endswith("_reverse") for name in both) == 4
    most = max(float(value.detach().abs().max()) for value in lstm.parameters())
    assert 0.9 / math.sqrt(5) < most <= 1 / math.sqrt(5)
    for entry in glossary():
        for name in re.findall(r"`(nn\.\w+)", entry.pytorch):
            assert hasattr(nn, name.removeprefix("nn.")), (entry.key, name)


def test_what_the_glossary_counts_is_what_the_engine_counts() -> None:
    def count(cell: LSTM | GRU) -> int:
        biases = [cell.bias]  # the GRU's second bias of n is PyTorch's, not the papers'
        return sum(array.size for array in (cell.weight_ih, cell.weight_hh, *biases))

    rng = np.random.default_rng(1)
    d, h = 100, 10
    assert count(LSTM.init(rng, d, h)) == 4 * (d * h + h * h + h) == 4440
    assert 4 * count(GRU.init(rng, d, h)) == 3 * count(LSTM.init(rng, d, h))
    assert "three quarters of the parameters" in CARDS["lstm-gru"].answer
    assert "4 × 1110 = 4440" in CARDS["parameters"].answer


def test_the_numbers_in_the_texts_are_right() -> None:
    assert round(math.log(0.5) / math.log(0.99)) == 69
    assert "f = 0.99 takes 69 steps" in ENTRIES["half-life"].says
    shares = [1 / (1 + math.exp(-bias)) for bias in (0, 1, 2)]
    assert [round(share, 2) for share in shares] == [0.5, 0.73, 0.88]
    assert "At 1 it is 0.73, at 2 it is 0.88" in CARDS["forget-bias"].answer
    assert round(0.5**10, 3) == 0.001 and "a thousandth" in CARDS["forget-bias"].answer
    assert "tanh(5)" in CARDS["additive-count"].answer and math.tanh(5) > 0.999


def test_what_the_links_promise_of_their_networks_is_so() -> None:
    assert isinstance(make_run(Settings(net="brackets")).example.model.encoder, OneHot)
    assert isinstance(make_run(Settings(net="reviews")).example.model.encoder, Embedding)
    ((name, text),) = parse_qsl(urlsplit(ENTRIES["vocabulary"].link).query)
    assert name == "text"
    parsed = make_run(Settings(text=text)).parsed
    assert [word for word, known in zip(parsed.tokens, parsed.known, strict=True) if not known] == [
        "zebra"
    ]
