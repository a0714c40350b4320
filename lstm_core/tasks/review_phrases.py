"""The words of the review task, as data.

In the templates ``{good}`` is a word of the review's own verdict and ``{bad}`` one of the
opposite verdict: a negative review fills them the other way round. A template that says its
verdict by negating the opposite one stands among the negated.
"""

from __future__ import annotations

GOOD = (
    "good great amazing wonderful excellent fantastic perfect lovely brilliant awesome superb "
    "nice beautiful outstanding incredible impressive pleasant enjoyable"
).split()
BAD = (
    "bad terrible awful horrible poor disappointing dreadful useless annoying ugly unpleasant "
    "mediocre pathetic worthless frustrating"
).split()

# domain: things, good words, bad words, facts
DOMAINS: dict[str, tuple[list[str], list[str], list[str], list[str]]] = {
    "food": (
        "cereal food coffee pizza soup bread cake dinner breakfast meal sweetness taste".split(),
        "delicious tasty fresh".split(),
        "disgusting bland stale tasteless".split(),
        [
            "i {tried} this {thing} {when}",
            "we had {thing} at home {when}",
            "it comes in a {size} box",
            "i eat it with milk",
            "my {person} made the {thing}",
        ],
    ),
    "story": (
        "movie film book story show song ending acting plot music".split(),
        "funny exciting charming interesting".split(),
        "boring dull silly stupid".split(),
        [
            "i {watched} this {thing} {when}",
            "we {watched} it at home",
            "it is about a {person} and a {person}",
            "it is two hours long",
            "my {person} told me about the {thing}",
        ],
    ),
    "device": (
        "phone camera laptop battery screen sound keyboard app game product".split(),
        "fast reliable easy comfortable".split(),
        "slow broken noisy unreliable".split(),
        [
            "i {bought} this {thing} {when}",
            "it comes in a {size} box",
            "the {thing} is {colour}",
            "i use it at {place}",
            "my {person} has the same {thing}",
        ],
    ),
    "place": (
        "service room hotel bed staff restaurant place shop waiter location".split(),
        "friendly clean quiet comfortable".split(),
        "rude dirty noisy cold".split(),
        [
            "we went there {when}",
            "i was there with my {person}",
            "it is near the station",
            "we stayed there for two days",
            "the {thing} is next to the station",
        ],
    ),
}

FACTS = [
    "i {bought} it {when}",
    "it arrived {when}",
    "i ordered it online",
    "my {person} has one too",
    "i got it for my {person}",
    "it is {colour}",
    "i had not tried it before",
    "this is my first one",
    "i have it at {place} now",
]

OPINIONS = [
    "{good}",
    "{very} {good}",
    "{the} {thing} {was} {good}",
    "{the} {thing} {was} {very} {good}",
    "{the} {thing} {was} {good} and {good}",
    "it {was} {good}",
    "it {was} {very} {good}",
    "what a {good} {thing}",
    "such a {good} {thing}",
    "this is a {good} {thing}",
    "the {thing} and the {thing} {were} {good}",
    "i think it {was} {good}",
    "i thought {the} {thing} {was} {good}",
    "i {like} it",
    "we {like} it",
    "i {like} {the} {thing}",
    "i really {like} {the} {thing}",
    "the {thing} is {well} {made}",
    "{well} {made}",
    "the {best} {thing} ever",
    "the {best} {thing} i have ever {tried}",
    "it made me {happy}",
    "i am {happy} with the {thing}",
    "i am {very} {happy}",
    "everything {was} {good}",
    "{better} than expected",
    "the {thing} {was} {better} than expected",
]
NEGATED = [
    "not {bad}",
    "not {bad} at all",
    "not {very} {bad}",
    "never {bad}",
    "{the} {thing} {was} not {bad}",
    "{the} {thing} {was} not {bad} at all",
    "{the} {thing} {was} not {very} {bad}",
    "{the} {thing} {was} never {bad}",
    "it {was} not {bad} at all",
    "it {was} not {very} {bad}",
    "it is never {bad}",
    "not a {bad} {thing}",
    "this is not a {bad} {thing} at all",
    "i do not think it {was} {bad}",
    "the {thing} and the {thing} {were} not {bad}",
    "i do not {hate} it",
    "i do not {hate} {the} {thing} at all",
    "i did not {hate} it",
    "i did not {hate} it at all",
    "not the {worst} {thing}",
    "i am not {sad} with it",
    "nothing {was} {bad}",
    "there is nothing {bad} about it",
    "the {thing} is not {badly} {made}",
]

POSITIVE = [
    "i will definitely be buying it again",
    "i will buy it again",
    "i would buy it again",
    "i would recommend it to {everyone}",
    "i recommend it",
    "i can recommend it",
    "you should buy it",
    "you should try it",
    "highly recommended",
    "worth the price",
    "worth every cent",
    "money well spent",
    "exactly what i wanted",
    "it works perfectly",
    "the {thing} works very well",
    "five stars",
    "i want more",
    "a pleasure",
]
POSITIVE_NEGATED = [
    "no problems at all",
    "no complaints",
    "i could not be happier",
    "it could not be better",
    "it never failed",
]
NEGATIVE = [
    "a waste of money",
    "a waste of time",
    "what a waste",
    "i want my money back",
    "it stopped working",
    "it broke after a week",
    "one star",
    "i regret buying it",
    "avoid it",
    "too expensive",
    "i sent it back",
    "so many problems",
    "the {thing} failed {when}",
]
NEGATIVE_NEGATED = [
    "i will never buy it again",
    "i will not be buying it again",
    "i will definitely not buy it again",
    "i would not recommend it to {everyone}",
    "i would never recommend it",
    "not recommended",
    "not worth the price",
    "it is not worth the money",
    "it does not work",
    "it never worked",
    "it could not be worse",
    "do not buy it",
    "you should not buy it",
    "i can not recommend it",
    "never again",
]

SLOTS: dict[str, list[str]] = {
    "the": ["the", "the", "this", "my"],
    "was": ["is", "was", "is", "was", "seems"],
    "were": ["are", "were"],
    "very": ["very", "really", "so", "absolutely", "truly", "too"],
    "made": ["made", "balanced", "designed"],
    "everyone": ["everyone", "anyone", "my friends"],
    "when": "today,yesterday,last week,last month,on monday,on friday,two weeks ago".split(","),
    "person": "sister brother mother father friend wife husband".split(),
    "size": "small big large".split(),
    "colour": "blue red black green white".split(),
    "place": "home work school".split(),
    "bought": "bought got ordered".split(),
    "watched": "watched saw finished".split(),
    "tried": "tried had bought".split(),
}
# slot: words of the review's own verdict when it is positive, and when it is negative
VERDICT_SLOTS: dict[str, tuple[list[str], list[str]]] = {
    "like": (
        "love loved like liked enjoy enjoyed adore".split(),
        "hate hated dislike disliked regret".split(),
    ),
    "happy": (
        "happy pleased delighted satisfied".split(),
        "sad angry unhappy disappointed".split(),
    ),
    "well": ("well perfectly beautifully".split(), "badly poorly terribly".split()),
    "best": (["best"], ["worst"]),
    "better": (["better"], ["worse"]),
}
OPPOSITE = {"bad": "good", "hate": "like", "sad": "happy", "badly": "well", "worst": "best"}
