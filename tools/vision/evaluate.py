#!/usr/bin/env python3
"""Asks projectors about pictures through llama.cpp and prints one table, by type of question.

    tools/vision/evaluate.py --language MODEL.gguf --projector A.gguf B.gguf --pictures DIR

`DIR` is what pictures.py wrote. Greedy, one thread, the model's own chat template, the picture in front of the question. An
answer counts only if it is the expected one, letter for letter but for case and a full stop; a description may name its
shapes in any order.
"""

import argparse
import base64
import json
from collections import Counter
from pathlib import Path

import xllamacpp

from intervals import wilson
from questions import WORDINGS, Question, is_right


def main():
    options = _options()
    lines = [json.loads(line) for line in (options.pictures / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    asked = Counter(line["type"] for line in lines)
    marks = {path: mark(options, path, lines) for path in options.projector}
    print(table(asked, marks))
    if options.json:
        figures = {path.name: {"right": dict(right), "asked": dict(asked)} for path, right in marks.items()}
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def mark(options, projector, lines):
    """How many answers of each type are right."""
    server = _server(options.language, projector, options.threads)
    right = Counter()
    for line in lines:
        said = ask(server, (options.pictures / line["file"]).read_bytes(), line["question"])
        good = is_right(Question(line["type"], line["question"], line["answer"]), said)
        right[line["type"]] += good
        if options.wrong and not good:
            print(f"{projector.name}  {line['file']}  {line['question']}  {said!r}, not {line['answer']!r}")
    return right


def ask(server, png, question):
    picture = {"type": "image_url", "image_url": {"url": "data:image/png;base64," + base64.b64encode(png).decode()}}
    content = [picture, {"type": "text", "text": question}]
    reply = server.handle_chat_completions({"messages": [{"role": "user", "content": content}], "temperature": 0, "max_tokens": 32})
    return reply["choices"][0]["message"]["content"]


def table(asked, marks):
    head = ["question", *(path.name for path in marks), "asked"]
    rows = [[kind, *(_share(right[kind], asked[kind]) for right in marks.values()), str(asked[kind])] for kind in WORDINGS if asked[kind]]
    total = sum(asked.values())
    rows.append(["all", *(_share(sum(right.values()), total) for right in marks.values()), str(total)])
    return "\n".join("| " + " | ".join(row) + " |" for row in (head, ["---"] * len(head), *rows))


def _share(right, asked):
    low, high = wilson(right, asked)
    return f"{right} = {100 * right / asked:.0f} % [{100 * low:.0f}, {100 * high:.0f}]"


def _server(language, projector, threads):
    wanted = xllamacpp.CommonParams()
    wanted.model.path, wanted.mmproj.path = str(language), str(projector)
    wanted.n_ctx, wanted.n_parallel, wanted.n_gpu_layers, wanted.mmproj_use_gpu = 1024, 1, 0, False
    wanted.cpuparams.n_threads = wanted.cpuparams_batch.n_threads = threads
    wanted.verbosity = 0
    return xllamacpp.Server(wanted)


def _options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--language", required=True, type=Path, help="GGUF of the language model")
    parser.add_argument("--projector", required=True, type=Path, nargs="+", help="GGUF of a projector")
    parser.add_argument("--pictures", required=True, type=Path, help="folder that pictures.py wrote")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--wrong", action="store_true", help="print each wrong answer")
    parser.add_argument("--json", type=Path, help="write the counts there too")
    return parser.parse_args()


if __name__ == "__main__":
    main()
