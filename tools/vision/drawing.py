"""From a scene to pixels."""

import math

from PIL import Image, ImageDraw

# Corners of each shape on the unit circle, y downwards; the circle has none.
_TURN = 2 * math.pi


def _corners(count, radius=1.0, offset=0.0):
    return [(radius * math.sin(_TURN * (i + offset) / count), -radius * math.cos(_TURN * (i + offset) / count)) for i in range(count)]


def _cross(arm=0.32):
    return [(-arm, -1), (arm, -1), (arm, -arm), (1, -arm), (1, arm), (arm, arm), (arm, 1), (-arm, 1), (-arm, arm), (-1, arm), (-1, -arm), (-arm, -arm)]


_OUTLINES = {
    "square": _corners(4, radius=1.2, offset=0.5),
    "triangle": [(0, -1), (0.95, 0.72), (-0.95, 0.72)],
    "star": [corner for pair in zip(_corners(5), _corners(5, radius=0.42, offset=0.5)) for corner in pair],
    "cross": _cross(),
}


def draw(scene, longest, finer=4):
    """The picture, its longer edge `longest` pixels; drawn `finer` times as large and averaged down for smooth edges."""
    width, height = _edges(scene, longest)
    large = outline(scene, longest * finer)
    return large.resize((width, height), Image.Resampling.BOX) if finer > 1 else large


def outline(scene, longest):
    """The picture with hard edges."""
    width, height = _edges(scene, longest)
    picture = Image.new("RGB", (width, height), scene.background)
    pen = ImageDraw.Draw(picture)
    for thing in scene.things:
        x, y, radius = thing.x * width, thing.y * height, thing.size * min(width, height)
        if thing.shape == "circle":
            pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=thing.shade)
        else:
            sine, cosine = math.sin(math.radians(thing.turn)), math.cos(math.radians(thing.turn))
            pen.polygon([(x + radius * (a * cosine - b * sine), y + radius * (a * sine + b * cosine)) for a, b in _OUTLINES[thing.shape]], fill=thing.shade)
    return picture


def _edges(scene, longest):
    if scene.aspect >= 1:
        return longest, max(1, round(longest / scene.aspect))
    return max(1, round(longest * scene.aspect)), longest
