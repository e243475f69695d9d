"""Letters, words and items, counted."""

import string

from families.answers import count, number
from families.wording import kind, listed
from families.words import LONG, SENTENCES, WORDS

_VOWELS = set("aeiou")


def _of_word(part, wording, wanted):
    """`wanted(rng, word)` gives the fields and the count; counts below two are drawn again."""

    @kind
    def task(rng):
        while True:
            word = rng.choice(LONG[part] + WORDS[part])
            fields, value = wanted(rng, word)
            if value > 1:
                return fields | {"word": word, "shouted": word.upper()}, count(value)

    return task(wording)


def _letter(rng, word):
    letter = rng.choice(sorted(set(word)))
    return {"letter": letter, "big": letter.upper()}, word.count(letter)


def _length(_, word):
    return {}, len(word)


def _vowels(_, word):
    return {}, sum(letter in _VOWELS for letter in word)


def _consonants(_, word):
    return {}, sum(letter not in _VOWELS for letter in word)


def _of_sentence(part, wording, wanted):
    @kind
    def task(rng):
        while True:
            sentence = rng.choice(SENTENCES[part])
            fields, value = wanted(rng, sentence)
            if value > 1:
                return fields | {"sentence": sentence}, count(value)

    return task(wording)


def _words(_, sentence):
    return {}, len(sentence.split())


def _one_word(rng, sentence):
    words = sentence.lower().split()
    word = rng.choice(words)
    return {"word": word}, words.count(word)


def _letter_anywhere(rng, sentence):
    letter = rng.choice(string.ascii_lowercase)
    return {"letter": letter}, sentence.lower().count(letter)


def _capitals(rng, sentence):
    words = sentence.split()
    for at in rng.sample(range(1, len(words)), 2):
        words[at] = words[at].title()
    return {"mixed": " ".join(words)}, sum(letter.isupper() for letter in "".join(words))


def _items(part, wording):
    @kind
    def task(rng):
        words = rng.sample(WORDS[part], rng.randint(4, 9))
        return {"list": ", ".join(words), "listed": listed(words)}, count(len(words))

    return task(wording)


def _repeated(part, wording):
    @kind
    def task(rng):
        words = rng.sample(WORDS[part], 4)
        again = words[0]
        shown = words + [again] * rng.randint(1, 3)
        rng.shuffle(shown)
        return {"list": ", ".join(shown), "word": again}, count(shown.count(again))

    return task(wording)


@kind
def _digits(rng):
    length = rng.randint(5, 11)
    return {"number": rng.randint(10 ** (length - 1), 10**length - 1)}, number(length)


WORDINGS = {
    "dev": [
        _of_word("dev", "How many times does the letter {letter} appear in the word {word}?", _letter),
        _of_word("dev", "How many {letter}'s are in '{word}'?", _letter),
        _of_word("dev", 'How many letters are in the word "{word}"?', _length),
        _of_word("dev", "How many vowels are there in {word}?", _vowels),
        _of_word("dev", "Count the consonants in the word '{word}'.", _consonants),
        _of_word("dev", "how many letters does {word} have", _length),
        _of_sentence("dev", "How many words are in this sentence: {sentence}.", _words),
        _of_sentence("dev", 'Count the words: "{sentence}"', _words),
        _of_sentence("dev", 'How often does the word "{word}" occur in this sentence? {sentence}.', _one_word),
        _of_sentence("dev", "How many times does the letter '{letter}' occur in the sentence '{sentence}'?", _letter_anywhere),
        _items("dev", "How many items are in this list: {list}?"),
        _repeated("dev", "How many times does '{word}' appear in this list: {list}?"),
        _digits("How many digits does the number {number} have?"),
    ],
    "heldout": [
        _of_word("heldout", "Count the letter '{letter}' in \"{word}\".", _letter),
        _of_word("heldout", "In the word {shouted}, how many {big}s do you see?", _letter),
        _of_word("heldout", "Number of {letter} in {word}?", _letter),
        _of_word("heldout", "What is the length of the word {word}? Number only.", _length),
        _of_word("heldout", "If you spell out '{word}', how many letters do you need?", _length),
        _of_word("heldout", "Tell me the number of vowels in \"{word}\".", _vowels),
        _of_word("heldout", "{word}: how many of its letters are not vowels?", _consonants),
        _of_sentence("heldout", "What is the word count of the following sentence?\n{sentence}.", _words),
        _of_sentence("heldout", "'{sentence}' - how many words is that?", _words),
        _of_sentence("heldout", 'In "{sentence}", how many times is the word \'{word}\' used, ignoring case?', _one_word),
        _of_sentence("heldout", 'Count every letter {letter}: "{sentence}"', _letter_anywhere),
        _of_sentence("heldout", "How many capital letters are in this line? {mixed}", _capitals),
        _items("heldout", "I packed {listed}. How many things did I pack?"),
        _repeated("heldout", "Count how often {word} is written here: {list}"),
        _digits("{number} is a number with how many digits?"),
    ],
}
