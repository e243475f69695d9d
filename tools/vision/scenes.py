"""What a picture shows: one to three solid shapes on a light background, and where they are.

A scene is drawn from a part ("train" or "held-out"), a seed and an index, and from nothing else. No held-out scene has
a combination of colours and shapes that training has seen (see `is_held_out`).
"""

import hashlib
import math
import random
from dataclasses import dataclass

COLOURS = {
    "black": (22, 22, 24),
    "blue": (38, 78, 220),
    "green": (34, 158, 62),
    "orange": (246, 140, 24),
    "purple": (134, 48, 172),
    "red": (216, 34, 36),
    "yellow": (246, 216, 36),
}
SHAPES = ("circle", "square", "triangle", "star", "cross")
PARTS = ("train", "held-out")

# Nearer to the middle than this, as a share of the edge, a shape is neither left nor right, neither top nor bottom.
MIDDLE = 0.07
# Centres nearer than this, as a share of the edge, count as level with each other.
LEVEL = 0.08
# One combination in this many is kept out of training.
HELD_OUT_SHARE = 8


@dataclass(frozen=True)
class Thing:
    """One shape. `x` and `y` are its centre as shares of the picture's edges, `size` its radius as a share of the
    shorter edge, `turn` its rotation in degrees, `shade` its colour as drawn."""

    colour: str
    shape: str
    x: float
    y: float
    size: float
    turn: float
    shade: tuple

    @property
    def name(self):
        return f"{self.colour} {self.shape}"

    @property
    def side(self):
        return _third(self.x, "left", "right")

    @property
    def level(self):
        return _third(self.y, "top", "bottom")


@dataclass(frozen=True)
class Scene:
    """`things` from left to right; `aspect` is width over height."""

    things: tuple
    background: tuple
    aspect: float

    @property
    def downwards(self):
        """The things from top to bottom; those level with each other from left to right."""
        return tuple(sorted(self.things, key=lambda thing: (round(thing.y / LEVEL), thing.x)))


def scene(part, seed, index, square=False):
    """The scene of that index. With `square`, the picture is as wide as it is high."""
    rng = random.Random(f"{part}/{seed}/{index}")
    while True:
        drawn = _draw(rng, square)
        if drawn and is_held_out(drawn.things) == (part == "held-out"):
            return drawn


def is_held_out(things):
    """Whether this combination is kept for testing: by the names of its things, and for one thing alone by its place too
    (colour and shape alone would leave whole colours untaught)."""
    names = sorted(thing.name for thing in things)
    if len(things) == 1:
        names += [things[0].side, things[0].level]
    digest = hashlib.sha256("/".join(names).encode()).digest()
    return digest[0] % HELD_OUT_SHARE == 0


def _draw(rng, square):
    aspect = 1.0 if square or rng.random() < 0.7 else math.exp(rng.uniform(-0.5, 0.5))
    count = rng.choice((1, 2, 2, 3, 3))
    low, high = {1: (0.12, 0.42), 2: (0.10, 0.23), 3: (0.09, 0.18)}[count]
    sizes = [rng.uniform(low, high) for _ in range(count)]
    places = _places(rng, sizes, aspect)
    if places is None:
        return None
    tilted = rng.random() < 0.5
    # Repeated shapes and colours make counting worth asking; distinct ones make "the circle" unambiguous.
    shapes = rng.sample(SHAPES, count) if rng.random() < 0.6 else [rng.choice(SHAPES) for _ in range(count)]
    if count > 1 and rng.random() < 0.2:
        shapes = [shapes[0]] * (count - 1) + [shapes[-1]]
    colours = rng.sample(sorted(COLOURS), count) if rng.random() < 0.75 else [rng.choice(sorted(COLOURS)) for _ in range(count)]
    things = [
        Thing(colour, shape, x, y, size, rng.uniform(-12, 12) if tilted else 0.0, _shade(rng, colour))
        for colour, shape, (x, y), size in zip(colours, shapes, places, sizes)
    ]
    light = rng.randint(205, 255)
    background = tuple(max(190, min(255, light + rng.randint(-14, 14))) for _ in range(3))
    return Scene(tuple(sorted(things, key=lambda thing: thing.x)), background, aspect)


def _places(rng, sizes, aspect):
    """A centre for each size, so that nothing overlaps or leaves the picture; `None` where no room was found."""
    short = min(aspect, 1.0)
    across, down = short / aspect, short
    arrangement = rng.choice(("free", "free", "free", "free", "row", "column"))
    shared = rng.uniform(0.35, 0.65)
    places = []
    for size in sizes:
        for _ in range(60):
            x, y = (rng.uniform(size * edge + 0.01, 1 - size * edge - 0.01) for edge in (across, down))
            if len(sizes) == 1 and rng.random() < 0.3:
                x, y = 0.5 + rng.uniform(-0.03, 0.03), 0.5 + rng.uniform(-0.03, 0.03)
            if len(sizes) > 1 and arrangement == "row":
                y = shared + rng.uniform(-0.02, 0.02)
            if len(sizes) > 1 and arrangement == "column":
                x = shared + rng.uniform(-0.02, 0.02)
            apart = all(
                math.hypot((x - other_x) / across, (y - other_y) / down) > 1.05 * (size + other_size) + 0.02
                for (other_x, other_y), other_size in zip(places, sizes)
            )
            if apart:
                places.append((x, y))
                break
        else:
            return None
    return places


def _shade(rng, colour):
    return tuple(max(0, min(255, channel + rng.randint(-14, 14))) for channel in COLOURS[colour])


def _third(place, before, after):
    if abs(place - 0.5) < MIDDLE:
        return "middle"
    return before if place < 0.5 else after
