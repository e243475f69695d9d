"""Questions about a scene, with short answers, in several wordings.

The first wording of each type is the plain one; tests and the model card use it. A type is asked only where it has one
answer: no "the circle" where there are two, no left or right for what is in the middle.
"""

from collections import Counter
from dataclasses import dataclass

from scenes import COLOURS, SHAPES

NUMBERS = ("none", "one", "two", "three")

WORDINGS = {
    "colour": (
        "What colour is it?",
        "What color is it?",
        "What colour is the shape?",
        "What color is the shape?",
        "What colour is this?",
        "What color is this?",
        "What colour is the {shape}?",
        "What color is the {shape}?",
        "Which colour is it?",
        "Which color is this {shape}?",
    ),
    "shape": (
        "What shape is it?",
        "What shape is this?",
        "Which shape is this?",
        "Which shape is it?",
        "What is the shape?",
        "What shape do you see?",
        "What shape is in the picture?",
    ),
    "count": (
        "How many shapes are there?",
        "How many shapes are in the picture?",
        "How many objects are there?",
        "How many shapes do you see?",
        "How many things are in the image?",
        "Count the shapes.",
    ),
    "side": (
        "Is the shape on the left or on the right?",
        "Is it on the left or on the right?",
        "Is the {shape} on the left or on the right?",
        "Is the {shape} on the left or right?",
        "Is the {shape} in the left or right half?",
        "Is it on the left or the right side?",
    ),
    "level": (
        "Is the shape at the top or at the bottom?",
        "Is it at the top or at the bottom?",
        "Is the {shape} at the top or at the bottom?",
        "Is the {shape} at the top or bottom?",
        "Is the {shape} in the top or bottom half?",
    ),
    "has-colour": (
        "Is there a {colour} shape?",
        "Is there a {colour} object?",
        "Is there anything {colour}?",
        "Do you see a {colour} shape?",
    ),
    "has-shape": (
        "Is there a {shape}?",
        "Is there a {shape} in the picture?",
        "Do you see a {shape}?",
    ),
    "has-thing": (
        "Is there a {colour} {shape}?",
        "Is there a {colour} {shape} in the picture?",
        "Do you see a {colour} {shape}?",
    ),
    "colour-of": (
        "What colour is the {shape}?",
        "What color is the {shape}?",
        "Which colour is the {shape}?",
        "Which color is the {shape}?",
        "What is the colour of the {shape}?",
        "What is the color of the {shape}?",
        "Tell me the colour of the {shape}.",
    ),
    "shape-of": (
        "What shape is the {colour} one?",
        "Which shape is {colour}?",
        "What shape is {colour}?",
        "What shape is the {colour} object?",
        "What is the shape of the {colour} object?",
        "What is {colour}?",
    ),
    "count-of": (
        "How many {shape}s are there?",
        "How many {shape}s are in the picture?",
        "How many {shape}s do you see?",
        "Count the {shape}s.",
    ),
    "left-right": (
        "Is the {first} left or right of the {second}?",
        "Is the {first} to the left or to the right of the {second}?",
        "Is the {first} to the left or right of the {second}?",
        "Is the {first} on the left or right of the {second}?",
    ),
    "above-below": (
        "Is the {first} above or below the {second}?",
        "Is the {first} placed above or below the {second}?",
        "Would you say the {first} is above or below the {second}?",
    ),
    "caption": (
        "Describe the picture.",
        "Describe the image.",
        "What is in the picture?",
        "What is in the image?",
        "What do you see?",
        "What does the picture show?",
        "What is this?",
    ),
}
# Relations are asked where the centres are at least this far apart, as a share of the edge.
_APART = 0.15


@dataclass(frozen=True)
class Question:
    type: str
    text: str
    answer: str


def questions(scene, rng, plain=False):
    """One question of each type that the scene allows, in `WORDINGS`' order. With `plain`, only first wordings."""
    asked = []
    for kind, wordings in WORDINGS.items():
        drawn = _MAKERS[kind](scene, rng)
        if drawn is None:
            continue
        answer, fields = drawn
        text = (wordings[0] if plain else rng.choice(wordings)).format(**fields)
        asked.append(Question(kind, text.replace("crosss", "crosses").replace("a orange", "an orange"), answer))
    return asked


def is_right(question, said):
    """Whether `said` answers the question: the same words; a caption may name its things in any order."""
    said = said.strip().lower().rstrip(".")
    if question.type != "caption":
        return said == question.answer
    return _named(said) == _named(question.answer.lower())


def _named(text):
    words = text.replace(",", " ").replace(".", " ").split()
    return Counter(pair for pair in zip(words, words[1:]) if pair[0] in COLOURS and pair[1] in SHAPES)


def _colour(scene, _):
    if len(scene.things) == 1:
        return scene.things[0].colour, {"shape": scene.things[0].shape}


def _shape(scene, _):
    if len(scene.things) == 1:
        return scene.things[0].shape, {}


def _count(scene, _):
    return NUMBERS[len(scene.things)], {}


def _side(scene, _):
    if len(scene.things) == 1 and scene.things[0].side != "middle":
        return scene.things[0].side, {"shape": scene.things[0].shape}


def _level(scene, _):
    if len(scene.things) == 1 and scene.things[0].level != "middle":
        return scene.things[0].level, {"shape": scene.things[0].shape}


def _has_colour(scene, rng):
    return _has(rng, {thing.colour for thing in scene.things}, COLOURS, lambda colour: {"colour": colour})


def _has_shape(scene, rng):
    return _has(rng, {thing.shape for thing in scene.things}, SHAPES, lambda shape: {"shape": shape})


def _has_thing(scene, rng):
    """A "no" is often a near miss: a colour and a shape that are there, on different things."""
    there = {(thing.colour, thing.shape) for thing in scene.things}
    every = [(colour, shape) for colour in COLOURS for shape in SHAPES]
    near = [(a[0], b[1]) for a in sorted(there) for b in sorted(there) if (a[0], b[1]) not in there]
    return _has(rng, there, near if near and rng.random() < 0.5 else every, lambda pair: dict(zip(("colour", "shape"), pair)))


def _has(rng, there, candidates, fields):
    if rng.random() < 0.5:
        return "yes", fields(rng.choice(sorted(there)))
    absent = [candidate for candidate in candidates if candidate not in there]
    return "no", fields(rng.choice(absent))


def _colour_of(scene, rng):
    thing = _single(scene, rng, lambda thing: thing.shape)
    if thing and len(scene.things) > 1:
        return thing.colour, {"shape": thing.shape}


def _shape_of(scene, rng):
    thing = _single(scene, rng, lambda thing: thing.colour)
    if thing and len(scene.things) > 1:
        return thing.shape, {"colour": thing.colour}


def _count_of(scene, rng):
    shape = rng.choice(scene.things).shape
    if len(scene.things) > 1:
        return NUMBERS[sum(thing.shape == shape for thing in scene.things)], {"shape": shape}


def _left_right(scene, rng):
    return _relation(scene, rng, lambda thing: thing.x, ("left", "right"))


def _above_below(scene, rng):
    return _relation(scene, rng, lambda thing: thing.y, ("above", "below"))


def _relation(scene, rng, place, words):
    """Between two things by their shapes, which have to be the only ones of theirs."""
    shapes = Counter(thing.shape for thing in scene.things)
    single = [thing for thing in scene.things if shapes[thing.shape] == 1]
    pairs = [(a, b) for a in single for b in single if abs(place(a) - place(b)) > _APART]
    if pairs:
        first, second = rng.choice(pairs)
        return words[place(first) > place(second)], {"first": first.shape, "second": second.shape}


def _caption(scene, _):
    named = [f"{'an' if thing.colour == 'orange' else 'a'} {thing.name}" for thing in scene.things]
    text = named[0] if len(named) == 1 else ", ".join(named[:-1]) + f" and {named[-1]}"
    return text[0].upper() + text[1:] + ".", {}


def _single(scene, rng, feature):
    """One of the things that nothing else shares this feature with, if there is one."""
    seen = Counter(feature(thing) for thing in scene.things)
    single = [thing for thing in scene.things if seen[feature(thing)] == 1]
    return rng.choice(single) if single else None


_MAKERS = {
    "colour": _colour,
    "shape": _shape,
    "count": _count,
    "side": _side,
    "level": _level,
    "has-colour": _has_colour,
    "has-shape": _has_shape,
    "has-thing": _has_thing,
    "colour-of": _colour_of,
    "shape-of": _shape_of,
    "count-of": _count_of,
    "left-right": _left_right,
    "above-below": _above_below,
    "caption": _caption,
}
