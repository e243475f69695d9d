"""Conversions. Exact ones are right to the last digit, the others within one percent or as rounding is asked for."""

from fractions import Fraction

from families.answers import number
from families.wording import kind

# From, to, how many of the second are one of the first, amounts.
_EXACT = [
    ("kilometres", "metres", 1000, range(2, 40)),
    ("metres", "centimetres", 100, range(3, 60)),
    ("kilograms", "grams", 1000, range(2, 30)),
    ("litres", "millilitres", 1000, range(2, 30)),
    ("hours", "minutes", 60, range(3, 40)),
    ("minutes", "seconds", 60, range(3, 70)),
    ("days", "hours", 24, range(3, 30)),
    ("weeks", "days", 7, range(3, 40)),
    ("feet", "inches", 12, range(3, 40)),
    ("yards", "feet", 3, range(7, 90)),
    ("pounds", "ounces", 16, range(3, 30)),
    ("tonnes", "kilograms", 1000, range(2, 20)),
    ("gallons", "quarts", 4, range(5, 40)),
]
_DOWN = [
    ("centimetres", "metres", 100, range(250, 9800, 50)),
    ("metres", "kilometres", 1000, range(1500, 46000, 500)),
    ("grams", "kilograms", 1000, range(1500, 26000, 250)),
    ("minutes", "hours", 60, range(90, 1500, 30)),
    ("inches", "feet", 12, range(24, 400, 12)),
    ("months", "years", 12, range(36, 300, 12)),
    ("hours", "days", 24, range(72, 900, 24)),
]
_ABOUT = [
    ("miles", "kilometres", Fraction(1609344, 1000000)),
    ("kilometres", "miles", Fraction(1000000, 1609344)),
    ("kilograms", "pounds", Fraction(100000000, 45359237)),
    ("pounds", "kilograms", Fraction(45359237, 100000000)),
    ("inches", "centimetres", Fraction(254, 100)),
    ("feet", "metres", Fraction(3048, 10000)),
    ("ounces", "grams", Fraction(28349523125, 1000000000)),
    ("US gallons", "litres", Fraction(3785411784, 1000000000)),
]


@kind
def exact(rng):
    source, target, factor, amounts = rng.choice(_EXACT)
    amount = rng.choice(amounts)
    return {"n": amount, "from": source, "to": target}, number(amount * factor)


@kind
def exact_down(rng):
    source, target, factor, amounts = rng.choice(_DOWN)
    amount = rng.choice(amounts)
    return {"n": amount, "from": source, "to": target}, number(amount / factor)


@kind
def about(rng):
    source, target, factor = rng.choice(_ABOUT)
    amount = rng.randint(6, 180)
    value = float(amount * factor)
    return {"n": amount, "from": source, "to": target}, number(round(value, 2), value / 100)


@kind
def rounded(rng):
    source, target, factor = rng.choice(_ABOUT)
    amount = rng.randint(6, 180)
    value = round(float(amount * factor), 1)
    return {"n": amount, "from": source, "to": target}, number(value, 0.051)


@kind
def fahrenheit(rng):
    celsius = rng.randint(-30, 45)
    return {"n": celsius}, number(celsius * 9 / 5 + 32)


@kind
def celsius(rng):
    degrees = rng.randint(-3, 23) * 5
    return {"n": degrees * 9 // 5 + 32}, number(degrees)


@kind
def mixed(rng):
    hours, minutes = rng.randint(2, 9), rng.randint(5, 55)
    return {"h": hours, "m": minutes}, number(hours * 60 + minutes)


@kind
def height(rng):
    feet, inches = rng.randint(4, 6), rng.randint(1, 11)
    return {"f": feet, "i": inches}, number(feet * 12 + inches)


@kind
def weeks_and_days(rng):
    weeks, days = rng.randint(3, 30), rng.randint(1, 6)
    return {"w": weeks, "d": days}, number(weeks * 7 + days)


@kind
def speed(rng):
    metres = rng.randint(3, 40)
    return {"n": metres}, number(metres * 3.6)


WORDINGS = {
    "dev": [
        exact("Convert {n} {from} to {to}."),
        exact("How many {to} are in {n} {from}?"),
        exact("What is {n} {from} in {to}?"),
        exact("{n} {from} is how many {to}?"),
        exact_down("Convert {n} {from} to {to}. Answer with the number only."),
        exact_down("How many {to} are {n} {from}?"),
        about("How many {to} are {n} {from}, approximately?"),
        rounded("Convert {n} {from} to {to}, rounded to one decimal place."),
        fahrenheit("What is {n} degrees Celsius in Fahrenheit?"),
        celsius("Convert {n}°F to °C."),
        mixed("How many minutes are {h} hours and {m} minutes?"),
        height("How many inches are {f} feet {i} inches?"),
    ],
    "heldout": [
        exact("I have {n} {from}. What does that make in {to}?"),
        exact("Express {n} {from} in {to}."),
        exact("{n} {from} -> {to}?"),
        exact("what's {n} {from} expressed as {to}, just the number"),
        exact("If something takes up {n} {from}, how much is that measured in {to}?"),
        exact_down("Turn {n} {from} into {to}."),
        exact_down("{n} {from} make how many {to}?"),
        about("Roughly, what's {n} {from} in {to}?"),
        about("My friend says {n} {from}. What would that be in {to}, give or take?"),
        rounded("Give {n} {from} in {to} with one digit after the decimal point."),
        fahrenheit("It is {n} °C outside. What would a thermometer in Fahrenheit show?"),
        celsius("The display says {n} degrees Fahrenheit; what is that in Celsius?"),
        mixed("A flight lasts {h} h {m} min. Express that in minutes only."),
        height("Somebody is {f}'{i}\" tall. What is that in inches?"),
        weeks_and_days("Express {w} weeks and {d} days as days."),
        speed("How many kilometres per hour are {n} metres per second?"),
    ],
}
