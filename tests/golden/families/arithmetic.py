"""Expressions, in signs and in words: one number is right."""

from fractions import Fraction

from families.answers import number, pick
from families.wording import kind, listed


@kind
def product(rng):
    a, b = rng.randint(12, 98), rng.randint(12, 98)
    return {"a": a, "b": b}, number(a * b)


@kind
def total(rng):
    a, b = rng.randint(128, 7999), rng.randint(128, 7999)
    return {"a": a, "b": b}, number(a + b)


@kind
def grouped_total(rng):
    a, b = rng.randint(1200, 58000), rng.randint(1200, 58000)
    return {"a": f"{a:,}", "b": f"{b:,}"}, number(a + b)


@kind
def difference(rng):
    b = rng.randint(57, 900)
    a = b + rng.randint(38, 950)
    return {"a": a, "b": b}, number(a - b)


@kind
def below_zero(rng):
    a = rng.randint(5, 60)
    b = a + rng.randint(11, 90)
    return {"a": a, "b": b}, number(a - b)


@kind
def quotient(rng):
    b, result = rng.randint(3, 24), rng.randint(13, 79)
    return {"a": b * result, "b": b}, number(result)


@kind
def remainder(rng):
    b = rng.randint(6, 19)
    a = b * rng.randint(7, 40) + rng.randint(1, b - 1)
    return {"a": a, "b": b}, number(a % b)


@kind
def bracketed(rng):
    a, b, c, d = (rng.randint(3, 30) for _ in range(4))
    return {"a": a, "b": b, "c": c, "d": d}, number((a + b) * c - d)


@kind
def precedence(rng):
    a, b, c = rng.randint(11, 90), rng.randint(3, 19), rng.randint(3, 19)
    return {"a": a, "b": b, "c": c}, number(a + b * c)


@kind
def power(rng):
    a, b = rng.choice([(2, n) for n in range(5, 13)] + [(3, n) for n in range(3, 8)] + [(7, 3), (5, 4), (6, 3), (9, 3)])
    return {"a": a, "b": b}, number(a**b)


@kind
def square(rng):
    a = rng.randint(12, 49)
    return {"a": a}, number(a * a)


@kind
def root(rng):
    a = rng.randint(11, 48)
    return {"a": a * a}, number(a)


@kind
def percentage(rng):
    share, whole = rng.choice([5, 12, 15, 18, 20, 25, 30, 35, 40, 45, 60, 75, 80]), 20 * rng.randint(4, 70)
    return {"a": share, "b": whole}, number(Fraction(share * whole, 100).__float__())


@kind
def fraction_of(rng):
    low, high = rng.choice([(2, 3), (3, 4), (2, 5), (3, 5), (5, 6), (3, 8), (5, 8), (7, 10)])
    part = rng.randint(6, 60)
    return {"a": f"{low}/{high}", "b": high * part}, number(low * part)


@kind
def long_sum(rng):
    terms = [rng.randint(4, 99) for _ in range(rng.randint(4, 6))]
    fields = {"list": ", ".join(map(str, terms)), "listed": listed(list(map(str, terms))), "plus": " + ".join(map(str, terms))}
    return fields, number(sum(terms))


@kind
def mean(rng):
    terms = [rng.randint(10, 90) for _ in range(3)]
    middle = sum(terms) // 3 + rng.randint(2, 5)
    terms.append(4 * middle - sum(terms))
    return {"list": ", ".join(map(str, terms)), "listed": listed(list(map(str, terms)))}, number(middle)


@kind
def decimals(rng):
    a, b = rng.randrange(11, 99, 2), rng.randint(3, 19)
    return {"a": f"{a // 10}.{a % 10}", "b": b}, number(a * b / 10)


@kind
def money(rng):
    a, b = rng.randint(105, 9899), rng.randint(105, 4899)
    return {"a": f"{a / 100:.2f}", "b": f"{b / 100:.2f}"}, number((a + b) / 100)


@kind
def larger(rng):
    a = rng.randint(1000, 9999)
    b = int("".join(rng.sample(str(a), 4)))
    most, least = max(a, b), min(a, b)
    return {"a": a, "b": b}, pick(str(most), [str(least)])


WORDINGS = {
    "dev": [
        product("What is {a} * {b}?"),
        total("What is {a} + {b}?"),
        difference("Calculate {a} - {b}."),
        quotient("{a} / {b} = ?"),
        percentage("What is {a}% of {b}?"),
        product("How much is {a} times {b}? Answer in one short sentence."),
        precedence("Compute {a} + {b} * {c} and give just the number."),
        bracketed("What's ({a} + {b}) * {c} - {d}?"),
        power("What is {a} to the power of {b}?"),
        root("What is the square root of {a}?"),
        fraction_of("What is {a} of {b}?"),
        long_sum("Add up these numbers: {list}"),
        mean("What is the average of {listed}?"),
        remainder("What is the remainder when {a} is divided by {b}?"),
        decimals("Work out {a} x {b} for me please"),
        below_zero("what is {a} minus {b}"),
        grouped_total("What do {a} and {b} add up to?"),
        larger("Which number is larger, {a} or {b}?"),
        square("What is {a} squared?"),
        money("Add ${a} and ${b}."),
    ],
    "heldout": [
        product("Multiply {a} by {b}."),
        product("{a}×{b}"),
        product("hey, quick one: {a} multiplied by {b}?"),
        total("Can you tell me the sum of {a} and {b}?"),
        total("If I put {a} and {b} together, what do I get?"),
        difference("Subtract {b} from {a}."),
        difference("By how much does {a} exceed {b}?"),
        quotient("Divide {a} by {b}, number only."),
        quotient("How many times does {b} go into {a}?"),
        percentage("Please tell me {a} percent of {b}."),
        percentage("I need {a} % of {b}. Just the result."),
        precedence("Evaluate: {a}+{b}×{c}"),
        bracketed("Solve this: {c} * ({a} + {b}) - {d}"),
        power("Evaluate {a}^{b}."),
        root("Which positive number multiplied by itself gives {a}?"),
        fraction_of("Find {a} of {b}. One number, please."),
        long_sum("{plus} equals what?"),
        long_sum("What total do you get from {listed}?"),
        mean("Find the mean of these four values: {list}."),
        remainder("{a} mod {b} is?"),
        decimals("I'd like to know what {a} multiplied by {b} comes to."),
        below_zero("Start at {a} and take away {b}. Where do you end up?"),
        grouped_total("Sum {a} with {b} and reply with the figure only."),
        larger("Tell me the bigger one: {a} or {b}."),
        square("Give me the square of {a}."),
        money("One receipt says ${a}, the other ${b}. What is the total?"),
    ],
}
