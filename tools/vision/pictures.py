#!/usr/bin/env python3
"""Writes held-out pictures and questions about them.

    tools/vision/pictures.py --seed 7 --count 60 --questions 150 --out DIR

`DIR` gets one PNG a picture and `questions.jsonl`, one `{file, type, question, answer}` a line. The same arguments write the
same bytes. No picture has a combination of shapes and colours that training has seen.
"""

import argparse
import json
import random
from collections import Counter
from pathlib import Path

from drawing import draw
from questions import WORDINGS, questions
from scenes import PARTS, scene


def main():
    options = _options()
    options.out.mkdir(parents=True, exist_ok=True)
    for stale in options.out.glob("*.png"):
        stale.unlink()
    lines = []
    for file, seen, question in asked(options):
        lines.append({"file": file, "type": question.type, "question": question.text, "answer": question.answer})
        path = options.out / file
        if not path.exists():
            draw(seen, options.size).save(path, optimize=True)
    text = "".join(json.dumps(line) + "\n" for line in lines)
    (options.out / "questions.jsonl").write_text(text, encoding="utf-8")
    print(f"{options.count} pictures, {len(lines)} questions: {dict(Counter(line['type'] for line in lines))}")


def asked(options):
    """File, scene and question of each line. A picture is asked what has been asked least so far."""
    tally = Counter()
    total = options.questions or 3 * options.count
    for index, seen in enumerate(_scenes(options)):
        rng = random.Random(f"questions/{options.seed}/{index}")
        every = [question for question in questions(seen, rng, plain=not options.all_wordings) if question.type in options.types]
        rng.shuffle(every)
        share = total * (index + 1) // options.count - total * index // options.count
        for question in sorted(every, key=lambda question: tally[question.type])[:share]:
            tally[question.type] += 1
            yield f"{index:03}.png", seen, question


def _scenes(options):
    """As many with one shape as with two and with three."""
    index = 0
    for at in range(options.count):
        while True:
            drawn = scene(options.part, options.seed, index, square=not options.any_aspect)
            index += 1
            if len(drawn.things) == 1 + at % 3:
                yield drawn
                break


def _options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--count", type=int, default=60, help="pictures")
    parser.add_argument("--questions", type=int, help="in all; three a picture if not given")
    parser.add_argument("--types", nargs="+", choices=WORDINGS, default=tuple(WORDINGS))
    parser.add_argument("--size", type=int, default=256, help="the longer edge in pixels")
    parser.add_argument("--part", choices=PARTS, default="held-out")
    parser.add_argument("--all-wordings", action="store_true", help="not only the plain one of each type")
    parser.add_argument("--any-aspect", action="store_true", help="not only pictures as wide as high")
    return parser.parse_args()


if __name__ == "__main__":
    main()
