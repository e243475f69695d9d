"""Rules on the form of a response. What it says is not marked, only its form."""

from families.answers import Task, form, spelled

_TOPICS = {
    "dev": ["the sea", "cats", "coffee", "the moon", "bicycles", "winter", "books", "gardens", "music", "bread"],
    "heldout": ["mountains", "dogs", "tea", "the sun", "trains", "autumn", "films", "forests", "football", "cheese"],
}
_WORDS = {
    "dev": ["blue", "quiet", "salt", "window", "morning"],
    "heldout": ["silver", "gentle", "honey", "harbour", "candle"],
}
_LINE = "It is a fine day and all is calm here"


def _rule(part, wording, conditions, samples, expect=None):
    """`conditions(n, word)` are those of the form, `samples(n, word)` one right and some wrong responses."""

    def make(rng):
        n, word, topic = rng.randint(2, 5), rng.choice(_WORDS[part]), rng.choice(_TOPICS[part])
        right, *wrong = samples(n, word)
        fields = {"n": n, "spelled": spelled(n), "tens": n * 5, "word": word, "topic": topic, "cap": n * 3 + 2}
        prompt = wording.format(**fields)
        return Task(prompt, form([right], wrong, **conditions(n, word)), expect and expect(n, word))

    make.wording = wording
    return make


def _bullets(n, _):
    return {"bullets": n}


def _bullet_samples(n, _):
    lines = [f"- point {at}" for at in range(n)]
    return "\n".join(lines), "\n".join(lines[1:]), "\n".join([*lines, "- more"]), "1. one\n2. two"


def _cap(n, _):
    return {"max_words": n * 5}


def _cap_samples(n, _):
    return "A few words.", " ".join(["word"] * (n * 5 + 1))


def _small_cap(n, _):
    return {"max_words": n * 3 + 2}


def _small_cap_samples(n, _):
    return "A few words.", " ".join(["word"] * (n * 3 + 3))


def _least(n, _):
    return {"min_words": n * 5}


def _least_samples(n, _):
    return " ".join(["word"] * (n * 5)), " ".join(["word"] * (n * 5 - 1))


def _exactly(n, _):
    return {"min_words": n, "max_words": n}


def _exactly_samples(n, _):
    return " ".join(["word"] * n), " ".join(["word"] * (n + 1)), " ".join(["word"] * (n - 1))


def _sentences(n, _):
    return {"max_sentences": n}


def _sentence_samples(n, _):
    return "It is so. " * n, "It is so. " * (n + 1)


def _one_sentence(*_):
    return {"max_sentences": 1}


def _one_sentence_samples(*_):
    return f"{_LINE}.", f"{_LINE}. It rains."


def _lower(*_):
    return {"lowercase": True}


def _lower_samples(*_):
    return _LINE.lower(), _LINE


def _upper(*_):
    return {"uppercase": True}


def _upper_samples(*_):
    return _LINE.upper(), _LINE


def _no_commas(*_):
    return {"no_commas": True}


def _no_comma_samples(*_):
    return _LINE, "It is fine, and calm."


def _with(_, word):
    return {"contains": [word]}


def _with_samples(_, word):
    return f"The {word} of the day.", _LINE


def _without(_, word):
    return {"excludes": [word]}


def _without_samples(_, word):
    return _LINE, f"The {word.title()} of the day."


def _begins(_, word):
    return {"starts_with": word}


def _begins_samples(_, word):
    return f"{word.title()} is the day.", f"So {word} is the day."


def _ends(*_):
    return {"ends_with": "!"}


def _ends_samples(*_):
    return f"{_LINE}!", f"{_LINE}."


def _question(*_):
    return {"ends_with": "?", "max_sentences": 1}


def _question_samples(*_):
    return "Is it a fine day?", "It is a fine day."


def _single(conditions, most=1):
    """The same conditions, in so many sentences at most."""
    return lambda n, word: conditions(n, word) | {"max_sentences": most}


def _lower_and_cap(n, _):
    return _lower() | _cap(n, _)


def _lower_and_cap_samples(n, _):
    return "a few words.", "A few words.", "word " * (n * 5 + 1)


def _bullets_without(n, word):
    return {"bullets": n, "no_commas": True}


def _bullets_without_samples(n, word):
    right, *wrong = _bullet_samples(n, word)
    return right, *wrong, right + ", and so on"


def _dev(*rule, **expect):
    return _rule("dev", *rule, **expect)


def _heldout(*rule, **expect):
    return _rule("heldout", *rule, **expect)


WORDINGS = {
    "dev": [
        _dev("List exactly {n} facts about {topic} as bullet points.", _bullets, _bullet_samples),
        _dev("Give me {spelled} bullet points about {topic}.", _bullets, _bullet_samples),
        _dev("Describe {topic} in at most {tens} words.", _cap, _cap_samples),
        _dev("Tell me about {topic} in no more than {tens} words.", _cap, _cap_samples),
        _dev("Write at least {tens} words about {topic}.", _least, _least_samples),
        _dev("Describe {topic} in exactly {spelled} words.", _exactly, _exactly_samples),
        _dev("Explain in one sentence why people like {topic}.", _one_sentence, _one_sentence_samples),
        _dev("Write a sentence about {topic} in all lowercase letters.", _single(_lower), _lower_samples),
        _dev("Write one sentence about {topic} in capital letters only.", _single(_upper), _upper_samples),
        _dev("Describe {topic} without using any commas.", _no_commas, _no_comma_samples),
        _dev("Write a sentence about {topic} that contains the word '{word}'.", _single(_with), _with_samples),
        _dev("Write two sentences about {topic}. Do not use the word '{word}'.", _single(_without, 2), _without_samples),
        _dev("Write a sentence about {topic} that starts with the word '{word}'.", _single(_begins), _begins_samples),
        _dev("Write a sentence about {topic} and end it with an exclamation mark.", _single(_ends), _ends_samples),
        _dev("Say something about {topic}. Use only lowercase letters and at most {tens} words.", _lower_and_cap, _lower_and_cap_samples),
        _dev("What comes to mind with {topic}?", _small_cap, _small_cap_samples, expect=lambda n, _: {"max_words": n * 3 + 2}),
        _dev("Tell me a little about {topic}.", _with, _with_samples, expect=lambda _, word: {"contains": [word]}),
    ],
    "heldout": [
        _heldout("I want precisely {n} bullets on {topic}, please.", _bullets, _bullet_samples),
        _heldout("What is good about {topic}? Reply with a bulleted list of {spelled} items.", _bullets, _bullet_samples),
        _heldout("{topic}: {n} short points, each on its own line starting with a dash.", _bullets, _bullet_samples),
        _heldout("Keep it under {cap} words: what do you think of {topic}?", lambda n, _: {"max_words": n * 3 + 1},
                 lambda n, _: ("A few words.", " ".join(["word"] * (n * 3 + 2)))),
        _heldout("In {tens} words or fewer, what is special about {topic}?", _cap, _cap_samples),
        _heldout("Tell me something about {topic}. Max {tens} words.", _cap, _cap_samples),
        _heldout("Write a text on {topic} with a minimum of {tens} words.", _least, _least_samples),
        _heldout("Sum up {topic} using {n} words, no more and no less.", _exactly, _exactly_samples),
        _heldout("Tell a very short story about {topic}; {spelled} sentences at the most.", _sentences, _sentence_samples),
        _heldout("Define {topic} with a single sentence.", _one_sentence, _one_sentence_samples),
        _heldout("say something nice about {topic}, everything in lower case, no capitals at all", _lower, _lower_samples),
        _heldout("SHOUT a line about {topic}: every letter has to be uppercase.", _upper, _upper_samples),
        _heldout("Why do people care about {topic}? Your reply must not have commas in it.", _no_commas, _no_comma_samples),
        _heldout("Make up a sentence on {topic} and make sure \"{word}\" is in it.", _single(_with), _with_samples),
        _heldout("Talk about {topic} but never mention the word {word}.", _without, _without_samples),
        _heldout("Begin your answer with \"{word}\" and then talk about {topic}.", _begins, _begins_samples),
        _heldout("Say one cheerful thing about {topic}! The last character has to be an exclamation point.", _ends, _ends_samples),
        _heldout("Ask me one question about {topic}. Nothing else.", _question, _question_samples),
        _heldout("{spelled} bullet points on {topic}, and no commas anywhere.", _bullets_without, _bullets_without_samples),
        _heldout("Who likes {topic}?", _small_cap, _small_cap_samples, expect=lambda n, _: {"max_words": n * 3 + 2}),
        _heldout("A line on {topic}, please.", _lower, _lower_samples,
                 expect=lambda *_: {"validator": {"name": "format", "options": {"case": "lower"}}}),
    ],
}
