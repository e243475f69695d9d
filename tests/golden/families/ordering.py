"""Sorting, reversing, taking out doubles, first and last."""

from families.answers import MONTHS, WEEKDAYS, items, pick, text
from families.wording import kind, listed
from families.words import WORDS


def _words(part, at_least=4, at_most=6):
    """A wording of a task on some words of this part."""

    def of(wording, answer):
        @kind
        def task(rng):
            words = rng.sample(WORDS[part], rng.randint(at_least, at_most))
            if words == sorted(words):
                words.reverse()
            return {"list": ", ".join(words), "listed": listed(words), "lines": "\n".join(words)}, answer(words)

        return task(wording)

    return of


def _numbers(wording, answer):
    @kind
    def task(rng):
        values = rng.sample(range(3, 140), rng.randint(5, 7))
        if values == sorted(values):
            values.reverse()
        texts = list(map(str, values))
        return {"list": ", ".join(texts), "listed": listed(texts), "spaced": " ".join(texts)}, answer(values)

    return task(wording)


def _backwards(part, wording):
    @kind
    def task(rng):
        word = rng.choice([word for word in WORDS[part] if len(word) < 8])
        return {"word": word}, text(word[::-1], wrong=[word, word[::-1][:-1], "I do not know."])

    return task(wording)


def _without_doubles(part, wording):
    @kind
    def task(rng):
        words = rng.sample(WORDS[part], 4)
        doubled = words + rng.sample(words, 2)
        rng.shuffle(doubled)
        return {"list": ", ".join(doubled)}, items(list(dict.fromkeys(doubled)))

    return task(wording)


def _by_length(part, wording, longest_first=False):
    @kind
    def task(rng):
        words = {len(word): word for word in rng.sample(WORDS[part], 30)}
        chosen = rng.sample(list(words.values()), 4)
        return {"list": ", ".join(chosen)}, items(sorted(chosen, key=len, reverse=longest_first))

    return task(wording)


def _calendar(wording, names):
    @kind
    def task(rng):
        chosen = rng.sample(names, 4)
        return {"list": ", ".join(chosen)}, items(sorted(chosen, key=names.index))

    return task(wording)


def _one(words, wanted):
    return pick(str(wanted), [str(word) for word in words if word != wanted])


def _ascending(values):
    return items(sorted(values))


def _descending(values):
    return items(sorted(values, reverse=True))


def _reversed(values):
    return items(list(reversed(values)))


_dev, _heldout = _words("dev"), _words("heldout")

WORDINGS = {
    "dev": [
        _dev("Sort these words alphabetically: {list}", _ascending),
        _dev("Put these words in alphabetical order: {list}. Give only the list.", _ascending),
        _dev("Sort in reverse alphabetical order: {list}", _descending),
        _dev("Reverse the order of this list: {list}", _reversed),
        _dev("Which of these words comes first in alphabetical order: {list}?", lambda words: _one(words, min(words))),
        _dev("Which word comes last alphabetically: {listed}?", lambda words: _one(words, max(words))),
        _numbers("Sort these numbers from smallest to largest: {list}", _ascending),
        _numbers("Sort these numbers in descending order: {list}", _descending),
        _numbers("What is the largest of these numbers: {list}?", lambda values: _one(values, max(values))),
        _numbers("What is the smallest number in this list? {list}", lambda values: _one(values, min(values))),
        _backwards("dev", "Write the word '{word}' backwards."),
        _backwards("dev", 'Reverse the letters of "{word}".'),
        _without_doubles("dev", "Remove the duplicates from this list: {list}"),
        _by_length("dev", "Sort these words by length, shortest first: {list}"),
        _dev("please sort a to z: {list}", _ascending),
        _calendar("Put these months in the order of the year: {list}", MONTHS),
    ],
    "heldout": [
        _heldout("Alphabetise the following, separated by commas: {list}", _ascending),
        _heldout("Can you arrange {listed} from A to Z?", _ascending),
        _heldout("Here is my list, could you order it alphabetically for me?\n{lines}", _ascending),
        _heldout("List these from Z to A: {list}", _descending),
        _heldout("Turn this list around so that the last item comes first: {list}", _reversed),
        _heldout("Say these words in the opposite order: {list}", _reversed),
        _heldout("In a dictionary, which would you find first: {listed}?", lambda words: _one(words, min(words))),
        _heldout("Out of {listed}, which one is last in the alphabet?", lambda words: _one(words, max(words))),
        _numbers("Order these numbers, lowest first: {list}", _ascending),
        _numbers("Rank {listed} from highest to lowest.", _descending),
        _numbers("Rearrange in ascending order: {spaced}", _ascending),
        _numbers("Which is the biggest: {listed}?", lambda values: _one(values, max(values))),
        _numbers("Find the minimum of {list}.", lambda values: _one(values, min(values))),
        _backwards("heldout", "Spell {word} in reverse."),
        _backwards("heldout", "What do you get when you read '{word}' from right to left?"),
        _without_doubles("heldout", "Write each item of this list only once, keeping the order: {list}"),
        _by_length("heldout", "Order these words from the longest to the shortest: {list}", longest_first=True),
        _calendar("Arrange these days as they come in the week, starting on Monday: {list}", WEEKDAYS),
        _heldout("sort pls (alphabetical): {list}", _ascending),
    ],
}
