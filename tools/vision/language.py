"""The language model, frozen: read from its GGUF, dequantised, differentiable towards what it is given.

Matrices are bfloat16 and multiply as such; norms, rotations and softmax are float32. Rotations are of neighbouring
pairs, which is how a GGUF stores a Llama's queries and keys.
"""

import gguf
import torch
import torch.nn.functional as functional
from gguf.quants import dequantize
from tokenizers import Tokenizer, models, pre_tokenizers

START, END = 1, 2
SYSTEM = "You are a helpful AI assistant named SmolLM, trained by Hugging Face"


class Language:
    """A Llama with the tokens of its file."""

    def __init__(self, path, device="cpu"):
        reader = gguf.GGUFReader(path)
        field = lambda name: reader.fields[name].contents()  # noqa: E731
        self.blocks, self.width = field("llama.block_count"), field("llama.embedding_length")
        self.heads, self.groups = field("llama.attention.head_count"), field("llama.attention.head_count_kv")
        self.each = self.width // self.heads
        self.epsilon, self.base = field("llama.attention.layer_norm_rms_epsilon"), field("llama.rope.freq_base")
        self.tokenizer = _tokenizer(field("tokenizer.ggml.tokens"), field("tokenizer.ggml.merges"))
        self.weights = {}
        for tensor in reader.tensors:
            values = torch.from_numpy(dequantize(tensor.data, tensor.tensor_type).copy())
            self.weights[tensor.name] = values.to(device, torch.bfloat16 if values.ndim == 2 else torch.float32)
        self.device = device

    def tokens(self, text):
        return self.tokenizer.encode(text, add_special_tokens=False).ids

    def embed(self, tokens):
        return self.weights["token_embd.weight"][tokens].float()

    def opening(self, system):
        """The tokens in front of the picture, as the model's chat template writes them."""
        said = [START, *self.tokens(f"system\n{system}"), END, *self.tokens("\n")] if system else []
        return [*said, START, *self.tokens("user\n")]

    def closing(self, text):
        """The tokens after the picture: the question and the beginning of the answer's turn."""
        return [*self.tokens(text), END, *self.tokens("\n"), START, *self.tokens("assistant\n")]

    def prefix(self, tokens):
        """Keys and values of tokens that are the same for every picture, one pair a block."""
        count = len(tokens)
        with torch.no_grad():
            x = self.embed(torch.tensor(tokens, device=self.device))[None]
            kept = []
            mask = torch.full((count, count), float("-inf"), device=self.device).triu(1)
            self.run(x, torch.arange(count, device=self.device)[None], mask, None, kept)
        return kept

    def run(self, x, positions, mask, prefix=None, kept=None):
        """Hidden states [n, length, width] for embeddings `x`. `mask` is added to the scores, over the prefix's keys and
        then those of `x`; `kept` collects keys and values."""
        turns = self._turns(positions)
        for block in range(self.blocks):
            weight = lambda name: self.weights[f"blk.{block}.{name}.weight"]  # noqa: B023, E731
            y = self._norm(x, weight("attn_norm")).bfloat16()
            q = _turn(functional.linear(y, weight("attn_q")).float().unflatten(2, (self.heads, self.each)), turns)
            k = _turn(functional.linear(y, weight("attn_k")).float().unflatten(2, (self.groups, self.each)), turns)
            v = functional.linear(y, weight("attn_v")).float().unflatten(2, (self.groups, self.each))
            if kept is not None:
                kept.append((k, v))
            if prefix is not None:
                k, v = (torch.cat((before.expand(len(x), -1, -1, -1), now), dim=1) for before, now in zip(prefix[block], (k, v)))
            x = x + functional.linear(self._attend(q, k, v, mask), weight("attn_output")).float()
            y = self._norm(x, weight("ffn_norm")).bfloat16()
            gate, up = functional.linear(y, weight("ffn_gate")).float(), functional.linear(y, weight("ffn_up")).float()
            x = x + functional.linear((functional.silu(gate) * up).bfloat16(), weight("ffn_down")).float()
        return self._norm(x, self.weights["output_norm.weight"])

    def logits(self, hidden):
        return functional.linear(hidden.bfloat16(), self.weights["token_embd.weight"]).float()

    def _norm(self, x, weight):
        return functional.rms_norm(x, (self.width,), weight, self.epsilon)

    def _attend(self, q, k, v, mask):
        """Each group of keys serves several heads: they are folded into the queries' rows."""
        n, length, share = len(q), q.shape[1], self.heads // self.groups
        q, k, v = (part.bfloat16().transpose(1, 2) for part in (q, k, v))
        scores = (q.reshape(n, self.groups, share * length, self.each) @ k.transpose(2, 3)).float() * self.each**-0.5
        scores = scores.unflatten(2, (share, length)) + (mask[:, None, None] if mask.ndim == 3 else mask)
        mixed = torch.softmax(scores, dim=-1).bfloat16().flatten(2, 3) @ v
        return mixed.reshape(n, self.heads, length, self.each).transpose(1, 2).flatten(2)

    def _turns(self, positions):
        speeds = self.base ** (-torch.arange(0, self.each, 2, device=self.device).double() / self.each)
        angles = positions[..., None, None].double() * speeds
        return torch.polar(torch.ones_like(angles), angles).to(torch.complex64)


def _turn(x, turns):
    pairs = torch.view_as_complex(x.unflatten(-1, (-1, 2)))
    return torch.view_as_real(pairs * turns).flatten(-2)


def _tokenizer(tokens, merges):
    """The byte-level BPE that llama.cpp calls "smollm": digits one by one, then GPT-2's rule for words."""
    pairs = [tuple(merge.split(" ", 1)) for merge in merges]
    tokenizer = Tokenizer(models.BPE(vocab={token: index for index, token in enumerate(tokens)}, merges=pairs))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)]
    )
    return tokenizer
