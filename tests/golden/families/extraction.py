"""Questions whose answer stands in a passage. Other candidates of the same type stand in other sentences."""

from families.answers import Task, form, only_number
from families.words import NAMES

_TOWNS = {"dev": "Oxford Lyon Bergen Toledo Dresden".split(), "heldout": "Utrecht Porto Kyoto Galway Tartu".split()}
_THINGS = {
    "dev": ["a blue bicycle", "an old map", "a silver ring", "a wooden chest"],
    "heldout": ["a red kite", "a brass telescope", "a broken violin", "a leather suitcase"],
}


# A copy of the passage is no answer.
_MOST_WORDS = 20
_FILLER = "word " * _MOST_WORDS


def _passage(part, text, question, wanted, others=(), frame="{passage}\n\n{question}"):
    """`wanted` names the field that is the answer, `others` those that a response must not name."""

    def make(rng):
        x, y, z = rng.sample(NAMES[part], 3)
        p, q = rng.sample(_TOWNS[part], 2)
        n, m = rng.sample(range(12, 99), 2)
        fields = {"x": x, "y": y, "z": z, "p": p, "q": q, "n": n, "m": m, "year": rng.randint(1850, 1999),
                  "later": rng.randint(2000, 2019), "thing": rng.choice(_THINGS[part])}
        prompt = frame.format(passage=text.format(**fields), question=question.format(**fields))
        return Task(prompt, _answer(fields, wanted, others))

    make.wording = f"{text} {question}"
    return make


def _answer(fields, wanted, others):
    value = fields.get(wanted, wanted)
    if isinstance(value, int):
        return only_number(value)
    excludes = [str(fields.get(other, other)) for other in others]
    core = value.split(" ", 1)[1] if value.startswith(("a ", "an ")) else value
    wrong = [*excludes, f"{_FILLER} {value}", f"{value} or {excludes[0]}" if excludes else "That is not said.", "I do not know."]
    return form([value, f"It is {core}."], wrong, contains=[core], excludes=excludes, max_words=_MOST_WORDS)


_READ = "Read the text and answer.\n\nText: {passage}\n\nQuestion: {question}"
_BASED = "{passage} {question} Answer with a few words from the text."
_FIRST = "{question}\n\n{passage}"
_QUOTED = "Here is a note: \"{passage}\" Now tell me: {question}"
_SPAN = "Context: {passage}\nQuestion: {question}\nAnswer:"
_ACCORDING = "{passage}\n\nAccording to this, {question}"

_SHOP = "{x} opened a bakery in {p} in {year}. It sells bread and cakes. {y} took it over in {later} and painted the door green."
_TRIP = "Last summer {x} travelled to {p} by train. The ticket cost {n} euros. {y} stayed at home in {q} with the dog."
_FIND = "While cleaning the attic, {x} found {thing}. It had belonged to {y}, who left it there. A dealer offered {n} dollars for it."
_TEAM = "The team is led by {x}. The budget is kept by {y}. {z} writes the reports, and all of them meet on Thursdays."
_TOWER = "The tower in {p} is {n} metres tall. It was built in {year}. The one in {q} has {m} steps."
_MEET = "The meeting is on Tuesday in room {n}. {x} will talk about the new school. Coffee is served by {y}."

_RACE = "In the final, {x} crossed the line ahead of everybody else. The prize was {thing}. {y} came second and {z} fell."
_LETTER = "A letter from {p} arrived on Friday. In it, {x} asked for {n} chairs. The reply was written by {y}."
_SHIP = "The ship sailed from {p} in {year}. Its captain was {x}. On board were {n} passengers. The cook, {y}, came from {q}."
_CLASS = "This year {n} pupils take the music course. Their teacher, {x}, plays the cello. Last year {y} taught {m} of them."
_SALE = "{x} sold the farm to {y} in {year}. There were {n} cows on it. A barn was added in {later}."
_LOST = "Someone left {thing} on the bus to {p}. The driver, {x}, kept it for a week. In the end {y} from the office took it."

_DEV = [
    (_SHOP, "Who opened the bakery?", "x", ["y"]),
    (_SHOP, "In which year did the bakery open?", "year", [], _READ),
    (_SHOP, "What colour is the door?", "green", [], _BASED),
    (_SHOP, "Where is the bakery?", "p", [], _SPAN),
    (_TRIP, "How much did the ticket cost?", "n", [], _READ),
    (_TRIP, "Where did {x} travel?", "p", ["q"]),
    (_TRIP, "Who stayed at home?", "y", ["x"], _SPAN),
    (_FIND, "What did {x} find?", "thing", [], _READ),
    (_FIND, "How many dollars did the dealer offer?", "n", []),
    (_TEAM, "Who keeps the budget?", "y", ["x", "z"]),
    (_TEAM, "On which day do they meet?", "Thursday", [], _BASED),
    (_TEAM, "Who leads the team?", "x", ["y", "z"], _FIRST),
    (_TOWER, "How tall is the tower in {p}?", "n", [], _SPAN),
    (_TOWER, "When was the tower built?", "year", [], _BASED),
    (_MEET, "Which room is the meeting in?", "n", [], _READ),
    (_MEET, "Who serves the coffee?", "y", ["x"], _FIRST),
]

_HELDOUT = [
    (_RACE, "who won the race?", "x", ["y", "z"], _ACCORDING),
    (_RACE, "who was the runner-up?", "y", ["x"], _ACCORDING),
    (_RACE, "What did the winner get?", "thing", [], _QUOTED),
    (_RACE, "Name the person who fell.", "z", ["x"], _QUOTED),
    (_LETTER, "What town did the letter come from?", "p", [], _QUOTED),
    (_LETTER, "how many chairs were wanted?", "n", [], _ACCORDING),
    (_LETTER, "On what day did it arrive?", "Friday", [], "Q: {question}\nPassage: {passage}\nA:"),
    (_SHIP, "the name of the captain is what?", "x", ["y"], _ACCORDING),
    (_SHIP, "What year did the ship sail?", "year", [], "Q: {question}\nPassage: {passage}\nA:"),
    (_SHIP, "How many people travelled as passengers?", "n", [], "Use only this passage: {passage}\n{question}"),
    (_CLASS, "Which instrument does the teacher play?", "cello", [], "Use only this passage: {passage}\n{question}"),
    (_CLASS, "How many pupils take music this year?", "n", [], _QUOTED),
    (_CLASS, "Who is the teacher this year?", "x", ["y"], "Use only this passage: {passage}\n{question}"),
    (_SALE, "In what year was the barn added?", "later", [], _QUOTED),
    (_SALE, "How many cows were on the farm?", "n", [], "Q: {question}\nPassage: {passage}\nA:"),
    (_LOST, "Where was the bus going?", "p", [], "Use only this passage: {passage}\n{question}"),
    (_LOST, "What had been left on the bus?", "thing", [], "Q: {question}\nPassage: {passage}\nA:"),
    (_LOST, "What is the driver called?", "x", ["y"], _QUOTED),
]

WORDINGS = {
    "dev": [_passage("dev", *row) for row in _DEV],
    "heldout": [_passage("heldout", *row) for row in _HELDOUT],
}
