#!/usr/bin/env python3
"""Trains the encoder and its projector, in two stages, and keeps a checkpoint from which it goes on.

    tools/vision/train.py --language MODEL.gguf --out DIR              both stages
    tools/vision/train.py --language MODEL.gguf --out DIR --stage 1    the first alone
    tools/vision/train.py --language MODEL.gguf --out DIR --stage 2 --steps 690      the second up to there, its rate fallen

Stage 1 does without the language model: each of the picture's 36 tokens becomes the word embedding of a fixed caption's
word. Stage 2 asks questions through the frozen language model; the loss is on the answers. The rate is constant and falls
over the last part of a stage, so that a run stopped before that part goes on as if it had been started longer (`--steps`).

The same seed, steps, thread count and machine give the same weights.
"""

import argparse
import random
import time
from pathlib import Path

import torch
import torch.nn.functional as functional
from torch import nn

import batches
from encoder import TOKENS, WIDTH, Encoder
from language import END, SYSTEM, Language
from scenes import COLOURS, SHAPES

STEPS = {1: 3000, 2: 800}
PICTURES = {1: 32, 2: 4}
# Stage 2 goes on with stage 1 on this many pictures a step, at this weight: seeing needs many more pictures than answering
# does, and without the language model they cost next to nothing.
SEEN, SEEING = 32, 0.3
RATE = {1: 2e-3, 2: 4e-4}
# The share of a stage's steps over which its rate falls to nothing.
FALL = {1: 0.3, 2: 0.25}
QUESTIONS = 6
# From this step of stage 2 on, half of the pictures are of one shape that is clearly up or down: chance shows too few of them.
ALONE_FROM = 690
# What stands before the picture: mostly the model's own system prompt, sometimes another or none.
SYSTEMS = (SYSTEM, SYSTEM, SYSTEM, SYSTEM, SYSTEM, SYSTEM, "", "You are a helpful assistant.", "Answer briefly.")
KEEP_EVERY = 100


def main():
    options = _options()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    if options.device == "cpu":
        torch.use_deterministic_algorithms(True)
    language = Language(options.language, options.device)
    options.out.mkdir(parents=True, exist_ok=True)
    encoder = Encoder(language.width, options.seed)
    encoder.even_out(batches.pictures(options.seed, 0, 512)[1])
    encoder.to(options.device)
    caption = Caption(language)
    for stage, losses in ((1, caption), (2, Answers(language, caption))):
        if stage not in options.stage:
            continue
        if stage == 2 and not (options.out / "stage2.pt").exists():
            _load(options.out / "stage1.pt", encoder, caption)
        train(stage, encoder, caption, losses, options)


def train(stage, encoder, caption, losses, options):
    """Runs a stage from its checkpoint, if there is one, to its last step."""
    path, steps = options.out / f"stage{stage}.pt", options.steps or STEPS[stage]
    learned = [*encoder.parameters(), *losses.parameters()]
    matrices, vectors = ([value for value in learned if (value.ndim > 1) == wanted] for wanted in (True, False))
    optimiser = torch.optim.AdamW([{"params": matrices, "weight_decay": 0.01}, {"params": vectors, "weight_decay": 0.0}], betas=(0.9, 0.98))
    begun = _load(path, encoder, caption, optimiser) if path.exists() else 0
    encoder.train()
    spent, mean = time.process_time(), None
    coming = batches.ahead(lambda step: losses.batch(options.seed, step), range(begun, steps))
    for step, batch in zip(range(begun, steps), coming):
        for group in optimiser.param_groups:
            group["lr"] = RATE[stage] * min(1.0, (step + 1) / 50, (steps - step) / (FALL[stage] * steps))
        loss, said = losses.loss(encoder, batch, options.device)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(learned, 1.0)
        optimiser.step()
        mean = said if mean is None else {name: 0.95 * mean[name] + 0.05 * value for name, value in said.items()}
        if (step + 1) % 50 == 0:
            figures = "  ".join(f"{name} {value:.4f}" for name, value in mean.items())
            print(f"stage {stage}  step {step + 1}/{steps}  {figures}  {time.process_time() - spent:.0f} CPU-s", flush=True)
        if (step + 1) % KEEP_EVERY == 0 or step + 1 == steps:
            _keep(path, encoder, caption, optimiser, step + 1)


class Caption(nn.Module):
    """Stage 1: how far each token is from its word, and which word it is nearest to among those a caption can hold. On the
    way, the middle block says what is on each patch: without that, shapes are not learned for a long time."""

    def __init__(self, language):
        super().__init__()
        tokens = [language.tokens(word) for word in batches.WORDS]
        self.table = language.embed(torch.tensor(tokens, device=language.device)).squeeze(1)
        self.colour, self.shape = nn.Linear(WIDTH, 1 + len(COLOURS)), nn.Linear(WIDTH, 1 + len(SHAPES))
        self.to(language.device)

    def batch(self, seed, step, count=PICTURES[1]):
        scenes, pixels = batches.pictures(seed, step * count, count)
        words = [[batches.WORDS.index(word) for word in batches.caption(scene)] for scene in scenes]
        return pixels, torch.tensor(words), torch.tensor([batches.patches(scene) for scene in scenes])

    def loss(self, encoder, batch, device):
        pixels, words, patches = (part.to(device) for part in batch)
        between = []
        made = encoder(pixels, between)
        spread = self.table.var()
        distance = functional.mse_loss(made, self.table[words]) / spread
        nearness = -torch.cdist(made, self.table.expand(len(made), -1, -1)).square() / (self.table.shape[1] * spread)
        naming = functional.cross_entropy(20 * nearness.flatten(0, 1), words.flatten())
        colour, shape = (
            functional.cross_entropy(head(between[0]).flatten(0, 1), patches[..., at].flatten())
            for at, head in enumerate((self.colour, self.shape))
        )
        misnamed = (nearness.argmax(-1) != words).float().mean().item()
        said = {"distance": distance.item(), "naming": naming.item(), "misnamed": misnamed, "colour": colour.item(), "shape": shape.item()}
        return distance + naming + colour + shape, said


class Answers(nn.Module):
    """Stage 2: each picture once, with several questions behind it that do not see each other."""

    def __init__(self, language, caption):
        super().__init__()
        self.language, self.caption = language, caption
        self.prefixes = {}

    def batch(self, seed, step):
        scenes, pixels = self._pictures(seed, step)
        rng = random.Random(f"asked/{seed}/{step}")
        rows = [self._row(scene, rng) for scene in scenes]
        length = max(len(row[0]) for row in rows)
        tokens, segments, positions, answers = (torch.tensor([row[part] + [fill] * (length - len(row[0])) for row in rows]) for part, fill in enumerate((END, -1, 0, 0)))
        return self.caption.batch(seed + 2, step, SEEN), rng.choice(SYSTEMS), pixels, tokens, segments, positions, answers.bool()

    def loss(self, encoder, batch, device):
        named, system, *tensors = batch
        pixels, tokens, segments, positions, answers = (tensor.to(device) for tensor in tensors)
        if system not in self.prefixes:
            self.prefixes[system] = self.language.prefix(self.language.opening(system))
        prefix = self.prefixes[system]
        before = prefix[0][0].shape[1]
        x = torch.cat((encoder(pixels), self.language.embed(tokens)), dim=1)
        places = torch.arange(TOKENS, device=device).expand(len(x), -1)
        places = before + torch.cat((places, TOKENS + positions), dim=1)
        hidden = self.language.run(x, places, _mask(segments, before), prefix)[:, TOKENS:]
        # The state at a token predicts the next one: answers are read one place earlier.
        logits = self.language.logits(hidden[:, :-1][answers[:, 1:]])
        wanted = tokens[:, 1:][answers[:, 1:]]
        answering = functional.cross_entropy(logits, wanted)
        wrong = (logits.argmax(-1) != wanted).float().mean().item()
        seeing, said = self.caption.loss(encoder, named, device)
        return answering + SEEING * seeing, {"answering": answering.item(), "wrong": wrong, "misnamed": said["misnamed"]}

    @staticmethod
    def _pictures(seed, step):
        count = PICTURES[2]
        if step < ALONE_FROM:
            return batches.pictures(seed + 1, step * count, count)
        scenes, pixels = batches.pictures(seed + 3, step * 6 * count, 6 * count)
        alone = [at for at, scene in enumerate(scenes) if len(scene.things) == 1 and scene.things[0].level != "middle"]
        others = [at for at in range(len(scenes)) if at not in alone]
        chosen = (alone[: count // 2] + others)[:count]
        return [scenes[at] for at in chosen], pixels[chosen]

    def _row(self, scene, rng):
        """Tokens, the question each belongs to, its place behind the picture, and whether it is of an answer."""
        tokens, segments, positions, answers = [], [], [], []
        for at, question in enumerate(batches.asked(scene, rng, QUESTIONS)):
            # Some hosts put a line break between picture and question.
            front = self.language.closing(("\n" if rng.random() < 0.25 else "") + question.text)
            back = [*self.language.tokens(question.answer), END]
            tokens += front + back
            segments += [at] * len(front + back)
            positions += range(len(front + back))
            answers += [0] * len(front) + [1] * len(back)
        return tokens, segments, positions, answers


def _mask(segments, before):
    """Nought where a token may look, minus infinity elsewhere: all that stands before the picture, the picture so far,
    and its own question so far."""
    n, length = segments.shape
    whose = torch.cat((segments.new_full((n, TOKENS), -2), segments), dim=1)
    same = (whose[:, :, None] == whose[:, None, :]) | (whose[:, None, :] == -2)
    earlier = torch.ones(TOKENS + length, TOKENS + length, dtype=torch.bool, device=segments.device).tril()
    seen = torch.cat((torch.ones(n, TOKENS + length, before, dtype=torch.bool, device=segments.device), same & earlier), dim=2)
    return torch.zeros(seen.shape, device=segments.device).masked_fill(~seen, float("-inf"))


def _keep(path, encoder, caption, optimiser, step):
    part = path.with_suffix(".part")
    kept = {"encoder": encoder.state_dict(), "caption": caption.state_dict(), "optimiser": optimiser.state_dict(), "step": step}
    torch.save(kept, part)
    part.replace(path)


def _load(path, encoder, caption, optimiser=None):
    kept = torch.load(path, weights_only=True)
    encoder.load_state_dict(kept["encoder"])
    caption.load_state_dict(kept["caption"])
    if optimiser is not None:
        optimiser.load_state_dict(kept["optimiser"])
    return kept["step"]


def _options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--language", required=True, help="GGUF of the language model")
    parser.add_argument("--out", required=True, type=Path, help="folder of checkpoints")
    parser.add_argument("--stage", type=int, nargs="+", choices=(1, 2), default=(1, 2))
    parser.add_argument("--steps", type=int, help=f"steps of the stage, instead of {STEPS}")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
