"""What a step of training sees: pictures as tensors, their fixed caption for stage 1, their questions for stage 2."""

import math
import random
from concurrent.futures import ThreadPoolExecutor

import numpy
import torch
from PIL import Image

from drawing import draw, outline
from encoder import BAR, EDGE, SIZE, TOKENS
from questions import NUMBERS, questions
from scenes import COLOURS, SHAPES, scene

# How often a type is drawn for a picture, relative to the others; the default is 1. What needs two shapes at once, or a
# count, is learned more slowly.
WEIGHTS = {"left-right": 2.5, "above-below": 3.0, "count-of": 1.5, "colour-of": 2.0, "shape-of": 2.0, "caption": 1.5, "has-colour": 0.7, "has-shape": 0.7, "side": 2.0, "level": 2.0}
_FILTERS = (Image.Resampling.BOX, Image.Resampling.BICUBIC, Image.Resampling.NEAREST, Image.Resampling.BILINEAR)

# Every word that a caption can hold.
WORDS = [f" {word}" for word in (*NUMBERS, *COLOURS, *SHAPES, "left", "middle", "right", "top", "bottom", "shapes", "from", "to")] + [":", ",", ";"]


def pictures(seed, first, count):
    """Scenes and their pictures [count, 3, 96, 96] from -1 to 1, as training sees them."""
    scenes = [scene("train", seed, index) for index in range(first, first + count)]
    pixels = numpy.stack([numpy.asarray(_seen(scene, random.Random(f"seen/{seed}/{first + at}"))) for at, scene in enumerate(scenes)])
    tensor = torch.from_numpy(pixels).permute(0, 3, 1, 2).float() / 127.5 - 1
    generator = torch.Generator().manual_seed(seed * 1_000_003 + first)
    # Half of the pictures carry the little noise that JPEG and other sensors leave.
    amount = 0.04 * torch.rand(count, 1, 1, 1, generator=generator) * (torch.rand(count, 1, 1, 1, generator=generator) < 0.5)
    return scenes, (tensor + amount * torch.randn(tensor.shape, generator=generator)).clamp(-1, 1)


def square(picture):
    """The picture in the middle of a grey square, as llama.cpp pads it."""
    edge = max(picture.size)
    if picture.size == (edge, edge):
        return picture
    padded = Image.new("RGB", (edge, edge), BAR)
    padded.paste(picture, ((edge - picture.width) // 2, (edge - picture.height) // 2))
    return padded


def _seen(scene, rng):
    """At the encoder's size, by one of several ways to make a picture smaller, for nobody knows what a host did to it."""
    if rng.random() < 0.5:
        return square(draw(scene, SIZE, finer=3))
    large = square(outline(scene, rng.randint(SIZE, 3 * SIZE)))
    return large.resize((SIZE, SIZE), rng.choice(_FILTERS))


def caption(scene):
    """The 36 words that stage 1 has the picture's tokens become: the same places for the same facts in every picture."""
    words = [f" {NUMBERS[len(scene.things)]}", " shapes", " from", " left", " to", " right", ":"]
    for at in range(3):
        if at < len(scene.things):
            thing = scene.things[at]
            words += [f" {thing.colour}", f" {thing.shape}", ",", f" {thing.side}", f" {thing.level}", ";"]
        else:
            words += [" none", " none", ",", " none", " none", ";"]
    words += [" from", " top", " to", " bottom", ":"]
    for at in range(3):
        words += [f" {scene.downwards[at].colour}", f" {scene.downwards[at].shape}"] if at < len(scene.things) else [" none", " none"]
    assert len(words) == TOKENS
    return words


def patches(scene):
    """For each of the 36 patches, the number of the thing it belongs to by colour and by shape, 0 where there is none."""
    width, height = min(scene.aspect, 1.0), min(1 / scene.aspect, 1.0)
    short = min(width, height)
    rows = []
    for at in range(TOKENS):
        x, y = (at % EDGE + 0.5) / EDGE, (at // EDGE + 0.5) / EDGE
        away = [(math.hypot(0.5 + (thing.x - 0.5) * width - x, 0.5 + (thing.y - 0.5) * height - y), thing) for thing in scene.things]
        distance, thing = min(away, key=lambda pair: pair[0])
        inside = distance < max(thing.size * short, 0.75 / EDGE)
        rows.append((1 + list(COLOURS).index(thing.colour), 1 + SHAPES.index(thing.shape)) if inside else (0, 0))
    return rows


def asked(scene, rng, count):
    """`count` questions for one picture, no type twice unless there are too few."""
    every = questions(scene, rng)
    chosen = []
    while len(chosen) < count:
        left = [question for question in every if question not in chosen]
        if not left:
            every = questions(scene, rng)
            left = every
        chosen.append(rng.choices(left, [WEIGHTS.get(question.type, 1.0) for question in left])[0])
    return chosen


def ahead(make, indices):
    """`make(index)` for each index, the next one made while the last one is used."""
    with ThreadPoolExecutor(1) as pool:
        coming = None
        for index in indices:
            following = pool.submit(make, index)
            if coming is not None:
                yield coming.result()
            coming = following
        if coming is not None:
            yield coming.result()
