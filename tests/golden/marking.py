"""How a response is marked, as `host/evaluation` marks it: used to try every task on right and wrong responses."""

import json
import re

NUMBER = re.compile(r"[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")


def is_right(answer, prompt, response):
    """Whether `response` answers `prompt` rightly. `answer` is the object of a golden file."""
    ((kind, wanted),) = answer.items()
    return {
        "any_of": _any_of,
        "regex": lambda pattern, _, text: re.search(pattern, text) is not None,
        "json": _json,
        "number": _number,
        "checker": lambda form, _, text: _form(form, text.strip()),
    }[kind](wanted, prompt, response)


def numbers(text):
    """Every number of a text. A minus counts where no letter, digit or bracket stands before it."""
    found = []
    for match in NUMBER.finditer(text):
        digits = match.group().replace(",", "").replace("−", "-")
        before = text[: match.start()][-1:]
        if before.isalnum() or before == ")":
            digits = digits.lstrip("-")
        found.append(float(digits))
    return found


def _any_of(texts, _, response):
    said = _words(response)
    for text in texts:
        wanted = _words(text)
        size = len(wanted)
        if any(said[at : at + size] == wanted for at in range(len(said) - size + 1)):
            return True
    return False


def _json(value, _, response):
    text = response.strip()
    if text.startswith("```") and text.endswith("```") and "\n" in text:
        text = text.split("\n", 1)[1][:-3]
    try:
        return json.loads(text) == value
    except ValueError:
        return False


def _number(wanted, prompt, response):
    if not isinstance(wanted, dict):
        wanted = {"value": wanted, "tolerance": 0}
    value, tolerance = wanted["value"], wanted["tolerance"]

    def is_it(number):
        return abs(number - value) <= tolerance + abs(value) * 1e-9

    asked, said = numbers(prompt), numbers(response)
    return any(map(is_it, said)) and all(is_it(number) or number in asked for number in said)


def _form(form, text):
    folded = text.lower()
    count = len(text.split())
    bullets = sum(line.lstrip().startswith(("-", "*", "•")) for line in text.splitlines())
    return (
        text != ""
        and count <= form.get("max_words", count)
        and count >= form.get("min_words", count)
        and bullets == form.get("bullets", bullets)
        and _sentences(text) <= form.get("max_sentences", 10**6)
        and not (form.get("lowercase") and any(map(str.isupper, text)))
        and not (form.get("uppercase") and any(map(str.islower, text)))
        and not (form.get("no_commas") and "," in text)
        and all(_stands_in(part.lower(), folded) for part in form.get("contains", []))
        and not any(_stands_in(part.lower(), folded) for part in form.get("excludes", []))
        and folded.startswith(form.get("starts_with", "").lower())
        and text.endswith(form.get("ends_with", ""))
        and _lists(text, form.get("items", []))
    )


def _sentences(text):
    count, opened = 0, False
    for at, char in enumerate(text):
        opened = opened or char.isalnum()
        if char in ".!?" and opened and text[at + 1 : at + 2].strip() == "":
            count, opened = count + 1, False
    return count + opened


def _stands_in(part, text):
    """Whether a part stands in a text, no letter or digit of it going on beyond the part's own."""
    before = r"(?<![^\W_])" if part[:1].isalnum() else ""
    after = r"(?![^\W_])" if part[-1:].isalnum() else ""
    return re.search(before + re.escape(part) + after, text) is not None


def _lists(text, items):
    said, rest = _parts(text), 0
    wanted = [_parts(item) for item in items]
    for item in wanted:
        found = [at for at in _places(said, item) if at >= rest]
        if not found:
            return False
        rest = found[0] + len(item)
    return all(len(_places(said, item)) == wanted.count(item) for item in wanted)


def _parts(text):
    parts = []
    for part in re.split(r"[,;\s]", text):
        inner = _trimmed(part)
        sign = inner[:1].isdigit() and part.lower().split(inner)[0].endswith(("-", "−"))
        parts.append("-" * sign + inner)
    return [part for part in parts if part]


def _places(said, item):
    size = len(item)
    return [at for at in range(len(said) - size + 1) if size and said[at : at + size] == item]


def _words(text):
    return [word for word in map(_trimmed, text.split()) if word]


def _trimmed(text):
    start, end = 0, len(text)
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return text[start:end].lower()
