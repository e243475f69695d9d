"""Trusts an answer as far as the model was sure of its words, and less with each sentence too many."""

import math
import re

from wit_world import exports
from wit_world.exports.scoring import Verdict
from wit_world.imports.types import Attempt

# Sentences that cost nothing.
SENTENCES = 2
# What is left of the confidence with each sentence more.
KEPT = 0.8


class Scoring(exports.Scoring):
    def score(self, attempt: Attempt) -> Verdict:
        # The mean log-probability as a probability: 0.9 is very sure, below 0.5 is guessing.
        sure = math.exp(attempt.stats.mean_logprob)
        sentences = sum(1 for part in re.split("[.!?]", attempt.response) if part.strip())
        too_many = max(sentences - SENTENCES, 0)
        reasons = [f"the model was {sure * 100:.0f} % sure of its words"]
        if too_many > 0:
            reasons.insert(0, f"{sentences} sentences, and {SENTENCES} are enough")
        return Verdict(confidence=sure * KEPT**too_many, reasons=reasons)
