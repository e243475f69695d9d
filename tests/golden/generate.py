#!/usr/bin/env python3
"""Writes the golden sets: dev.jsonl and heldout.jsonl, beside this file.

    tests/golden/generate.py            writes both
    tests/golden/generate.py --check    writes nothing; fails if a file is not what would be written

Needs Python 3.10 or newer and no package. The same seeds give the same files. Every answer is computed here; nothing
is read from the validators. Before a task is written, it marks responses that have to be right and some that must not.
"""

import json
import random
import sys
from pathlib import Path

sys.dont_write_bytecode = True

import marking  # noqa: E402
from families import arithmetic, counting, dates, extraction, format_rules, json_tasks, ordering, plain, units, word_problems  # noqa: E402

SEEDS = {"dev": 20240501, "heldout": 77013}

# Family, its tasks, how many of them a part has.
FAMILIES = [
    ("arithmetic", arithmetic, 32),
    ("word-problem", word_problems, 28),
    ("format", format_rules, 32),
    ("ordering", ordering, 32),
    ("counting", counting, 30),
    ("date", dates, 32),
    ("unit", units, 28),
    ("extraction", extraction, 32),
    ("json", json_tasks, 28),
    ("plain", plain, 100),
]

# Families in which a response that only repeats the question has to be wrong.
NO_ECHO = {"arithmetic", "word-problem", "ordering", "counting", "date", "unit", "json"}

HERE = Path(__file__).parent


def main():
    parts = {part: tasks(part, random.Random(seed)) for part, seed in SEEDS.items()}
    refuse_what_is_shared(parts)
    stale = []
    for part, made in parts.items():
        path = HERE / f"{part}.jsonl"
        text = "".join(json.dumps(line(*task), ensure_ascii=False) + "\n" for task in made)
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(path.name)
        print(f"{path.name}: {len(made)} tasks")
    if stale:
        sys.exit(f"not what generate.py writes: {', '.join(stale)}")


def tasks(part, rng):
    """Every task of a part, each with its name and family. No prompt is there twice."""
    made, prompts = [], set()
    for family, module, count in FAMILIES:
        makers = module.WORDINGS[part]
        for index in range(count):
            maker = makers[index % len(makers)]
            task = fresh(maker, rng, prompts, family)
            prompts.add(task.prompt)
            made.append((f"{family}-{index + 1:03}", family, task))
    return made


def fresh(maker, rng, prompts, family):
    """A task that is new, whose answer does not stand in the question, and that is marked as it should be."""
    for _ in range(200):
        task = maker(rng)
        echoes = family in NO_ECHO and marking.is_right(task.answer.mark, task.prompt, task.prompt)
        if task.prompt not in prompts and not echoes:
            refuse_wrong_marks(task)
            return task
    sys.exit(f"no new task in: {maker.wording}")


def refuse_wrong_marks(task):
    for wanted, responses in ((True, task.answer.right), (False, task.answer.wrong)):
        for response in responses:
            if marking.is_right(task.answer.mark, task.prompt, response) != wanted:
                sys.exit(f"{task.prompt!r}: {response!r} should be {'right' if wanted else 'wrong'} by {task.answer.mark}")


def refuse_what_is_shared(parts):
    """No wording and no prompt of one part is in the other."""
    worded = [{maker.wording for _, module, _ in FAMILIES for maker in module.WORDINGS[part]} for part in SEEDS]
    prompts = [{task.prompt.lower() for _, _, task in made} for made in parts.values()]
    for shared in (worded[0] & worded[1], prompts[0] & prompts[1]):
        if shared:
            sys.exit(f"in both parts: {sorted(shared)}")


def line(name, family, task):
    """A task as the golden file has it."""
    expect = {"expect": task.expect} if task.expect else {}
    return {"id": name, "family": family, "prompt": task.prompt, **expect, "answer": task.answer.mark}


if __name__ == "__main__":
    main()
