"""A kind of task, asked in any wording."""

import functools

from families.answers import Task


def kind(draw):
    """Makes `draw(rng) -> (fields, answer)` into a function from a wording to a maker of tasks.

    The wording names the fields in braces. An answer that depends on the whole prompt is a function of it.
    """

    @functools.wraps(draw)
    def worded(wording):
        def make(rng):
            fields, answer = draw(rng)
            prompt = wording.format(**fields)
            return Task(prompt, answer(prompt) if callable(answer) else answer)

        make.wording = wording
        return make

    return worded


def listed(things):
    """a, b and c."""
    return ", ".join(things[:-1]) + " and " + things[-1]
