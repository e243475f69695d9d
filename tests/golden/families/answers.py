"""What is right, in the forms that a golden file knows, each with responses that have to be marked right and wrong."""

import re
from dataclasses import dataclass, field

MONTHS = "January February March April May June July August September October November December".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()


@dataclass
class Answer:
    """`mark` is what the golden file holds."""

    mark: dict
    right: list = field(default_factory=list)
    wrong: list = field(default_factory=list)


@dataclass
class Task:
    """A question with its answer; `expect` is what the caller states about it."""

    prompt: str
    answer: Answer
    expect: dict | None = None


def number(value, tolerance=0):
    """This number, and no other that the question does not contain."""
    value = round(value, 6)
    value = int(value) if value == int(value) else value
    off = value + max(1, tolerance * 3)
    mark = {"value": value, "tolerance": round(tolerance, 6)} if tolerance else value
    right = [f"{value}", f"The answer is {value:,}."]
    return Answer({"number": mark}, right, [f"{off}", f"It is {value} or {off}.", "I am not sure."])


def count(value):
    """A small whole number in digits or as a word; for questions without other digits."""
    written = f"{value}|{spelled(value).replace('-', '[- ]')}" + ("|twice" if value == 2 else "")
    pattern = rf"(?i)^(?:[^0-9]*[^\w-])?(?:{written})(?:[^\w-][^0-9]*)?$"
    right = [f"{value}", f"There are {spelled(value)}.", f"It has **{value}** of them"]
    wrong = [f"{value + 1}", f"There are {spelled(value + 20)}.", f"{value}{value}", "none", f"{value} or {value + 1}"]
    return Answer({"regex": pattern}, right, wrong)


def spelled(value):
    """A number below 100 in words."""
    if value < 20:
        return _ONES[value]
    tens = _TENS[value // 10]
    return tens if value % 10 == 0 else f"{tens}-{_ONES[value % 10]}"


def escaped(words):
    """A pattern that matches these words and nothing else, in Python and in Rust."""
    return re.sub(r"([\\.+*?()|\[\]{}^$])", r"\\\1", words)


def text(*texts, wrong=("Unsure.", "")):
    """One of these, as whole words."""
    right = [texts[0], f"It is {texts[0]}."]
    return Answer({"any_of": list(texts)}, right, list(wrong))


def pattern(expression, right, wrong):
    """A match of this pattern, anywhere."""
    return Answer({"regex": expression}, list(right), list(wrong))


def choice(prompt, wanted, others):
    """One of several words. The others may be named only where the question names them."""
    excludes = [other for other in others if other != wanted and other.lower() not in prompt.lower()]
    wrong = [*excludes[:2], *(f"{wanted} or {other}" for other in excludes[:1]), "I do not know."]
    return Answer({"checker": {"contains": [wanted], "excludes": excludes}}, [wanted, f"It is {wanted}."], wrong)


def pick(wanted, others):
    """One item of a list that the question gives: the response says it first and alone, or ends in `is` with it."""
    item = escaped(wanted)
    if wanted.isdigit():
        item = f"{int(wanted):,}".replace(",", ",?")
        alone = rf"^[^0-9]*\b{item}(?:[^0-9]*$| (?:is|has|comes)\b)"
    else:
        frame = "the|answer|word|is|one|number|item|that|comes|would|come|be|alphabetically|in|alphabetical|order"
        frame += "|a|an|dictionary|first|last|it|you|find|would|among|given|of|these|those|words|list|from|out|on|this"
        alone = rf"^\W*(?:(?:{frame})\W+)*{item}\W?(?:\W*$|[^,\w]* (?:is|has|comes|would|because|with|at|appears)\b)"
    ends = rf"(?:\bis|'s|\bbe|:|=)\s*[\W_]?{item}[\W_]*$"
    right = [wanted, f"The answer is {wanted}.", f"{wanted} is the one, of all those here."]
    listed = ", ".join([*others, wanted])
    wrong = [others[0], listed, f"{wanted}, {others[0]}", "I do not know."]
    return Answer({"regex": f"(?i){alone}|{ends}"}, right, wrong)


def items(wanted):
    """These, in this order, each as often as here."""
    wanted = [str(item) for item in wanted]
    right = [", ".join(wanted), "The result is: " + " ".join(wanted) + ".", "\n".join(f"- {item}" for item in wanted)]
    wrong = [", ".join(wanted[1:] + wanted[:1]), ", ".join(wanted[:-1]), ", ".join(wanted + wanted)]
    return Answer({"checker": {"items": wanted}}, right, wrong)


def form(right, wrong, **conditions):
    """A response of this form."""
    return Answer({"checker": conditions}, list(right), list(wrong))


def only_number(value):
    """This number and no other, in a question that names several."""
    written = f"(?:{value}|{value:,})" if value >= 1000 else f"{value}"
    return pattern(
        rf"^(?:[^0-9]*[^0-9.,])?{written}(?:[^0-9.,]|[.,](?:[^0-9]|$)|$)[^0-9]*$",
        [f"{value}", f"It was {value}.", f"{value:,} of them"],
        [f"{value + 1}", f"{value} or {value + 3}", f"{value}.5", "unknown"],
    )


def day(date):
    """A date, with its year or without, in any usual order."""
    name = MONTHS[date.month - 1]
    month = rf"(?:{name}|{name[:3]}\b\.?)"
    ordinal = rf"0?{date.day}(?:st|nd|rd|th)?"
    year = rf"(?:,? {date.year}\b|,? [a-z]|[^\w, ]|$)"
    orders = (
        rf"\b{month} (?:the )?{ordinal}{year}",
        rf"\b{ordinal} (?:of )?{month}{year}",
        rf"\b{date.year}-{date.month:02}-{date.day:02}\b",
        rf"\b0?{date.day}[/.]0?{date.month}[/.]{date.year}\b",
        rf"\b0?{date.month}[/.]0?{date.day}[/.]{date.year}\b",
    )
    right = [f"{name} {date.day}, {date.year}", f"It is {date.day} {name} {date.year}.", date.isoformat(), f"{name} {date.day}"]
    other = date.day % 27 + 1
    wrong = [f"{name} {other}, {date.year}", f"{other} {name}", f"{name} {date.day}, {date.year + 1}", name, "I do not know."]
    return pattern("(?i)" + "|".join(orders), right, wrong)


def clock(minutes):
    """A time of day, on a clock of 24 hours, or of 12 with the right half of the day or none."""
    hour, minute = divmod(minutes, 60)
    half = hour % 12 or 12
    mine, other = "ap" if hour < 12 else "pa"
    ends = rf"(?:\s*{mine}\.?m|\s*[^\s\d{other}]|\s*$)"
    expression = rf"(?i)\b0?{half}[:.]{minute:02}{ends}|\b{hour:02}[:.]{minute:02}\b"
    if hour < 12:
        expression = rf"(?i)\b0?{hour}[:.]{minute:02}{ends}"
    right = [f"{half}:{minute:02} {mine}m", f"At {half}:{minute:02} {mine.upper()}M.", f"{hour:02}:{minute:02}", f"{half}:{minute:02}."]
    wrong = [f"{half}:{(minute + 5) % 60:02} {mine}m", f"{half}:{minute:02} {other}m", "later"]
    return pattern(expression, right, wrong)
