"""The part that is trained: a small vision transformer and the projector into the language model's embeddings.

Every layer is what llama.cpp's clip graph computes for `clip.projector_type = "mlp"`, without a class embedding: patches,
position embeddings, a norm, blocks with norms in front, a norm, and two linear layers.
"""

import math

import torch
import torch.nn.functional as functional
from torch import nn

SIZE, PATCH, WIDTH, HEADS, INNER, BLOCKS = 96, 16, 128, 4, 512, 5
EDGE = SIZE // PATCH
TOKENS = EDGE**2
EPSILON = 1e-5
# The grey with which llama.cpp fills what is left of a square beside a picture that is not one.
BAR = (122, 116, 104)


class Encoder(nn.Module):
    """Pictures [n, 3, 96, 96], from -1 to 1, to embeddings [n, 36, `output`]. Children are named as GGUF names tensors."""

    def __init__(self, output, seed):
        super().__init__()
        torch.manual_seed(seed)
        self.patch_embd = nn.Conv2d(3, WIDTH, PATCH, PATCH)
        self.position_embd = nn.Parameter(torch.randn(TOKENS, WIDTH) * 0.3)
        self.pre_ln = nn.LayerNorm(WIDTH, EPSILON)
        self.blk = nn.ModuleList(Block() for _ in range(BLOCKS))
        self.post_ln = nn.LayerNorm(WIDTH, EPSILON)
        self.mm_0 = Linear(WIDTH, output)
        self.mm_2 = Linear(output, output)
        with torch.no_grad():
            self.patch_embd.weight.copy_(_waves())
            self.patch_embd.bias.zero_()

    @torch.no_grad()
    def even_out(self, pictures):
        """Scales each patch filter so that all of them answer equally strongly to these pictures."""
        answers = functional.conv2d(pictures, self.patch_embd.weight, stride=PATCH)
        mean, spread = answers.mean((0, 2, 3)), answers.std((0, 2, 3))
        self.patch_embd.weight /= spread[:, None, None, None]
        self.patch_embd.bias.copy_(-mean / spread)

    def forward(self, pictures, between=None):
        """With `between`, a list, what the middle block makes of each patch is added to it."""
        x = self.patch_embd(pictures).flatten(2).transpose(1, 2) + self.position_embd
        x = self.pre_ln(x)
        for at, block in enumerate(self.blk):
            x = block(x)
            if between is not None and at == BLOCKS // 2:
                between.append(x)
        return self.mm_2(gelu(self.mm_0(self.post_ln(x))))


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.ln1, self.ln2 = nn.LayerNorm(WIDTH, EPSILON), nn.LayerNorm(WIDTH, EPSILON)
        self.attn_q, self.attn_k, self.attn_v, self.attn_out = (Linear(WIDTH, WIDTH) for _ in range(4))
        self.ffn_up, self.ffn_down = Linear(WIDTH, INNER), Linear(INNER, WIDTH)

    def forward(self, x):
        y = self.ln1(x)
        q, k, v = (_heads(layer(y)) for layer in (self.attn_q, self.attn_k, self.attn_v))
        weights = torch.softmax(q @ k.transpose(-1, -2) / math.sqrt(WIDTH // HEADS), dim=-1)
        x = x + self.attn_out((weights @ v).transpose(1, 2).flatten(2))
        return x + self.ffn_down(gelu(self.ffn_up(self.ln2(x))))


class Linear(nn.Linear):
    """Multiplies in bfloat16 while it learns (four times as fast on a recent CPU) and in float32 otherwise."""

    def forward(self, x):
        if not self.training:
            return super().forward(x)
        return functional.linear(x.bfloat16(), self.weight.bfloat16(), self.bias.bfloat16()).float()


def gelu(x):
    return functional.gelu(x, approximate="tanh")


def _heads(x):
    return x.unflatten(2, (HEADS, WIDTH // HEADS)).transpose(1, 2)


def _waves():
    """Patch filters that start as waves of a cosine transform: 96 of the brightness, in which shapes are, and 16 of each
    difference of colours."""
    steps = (torch.arange(PATCH) + 0.5) * math.pi / PATCH
    order = sorted(((u, v) for u in range(PATCH) for v in range(PATCH)), key=lambda wave: (wave[0] ** 2 + wave[1] ** 2, wave))
    mixes = [((1.0, 1.0, 1.0), 96), ((1.0, -1.0, 0.0), 16), ((0.5, 0.5, -1.0), 16)]
    filters = [
        torch.tensor(mix)[:, None, None] * torch.outer(torch.cos(u * steps), torch.cos(v * steps)) / PATCH
        for mix, count in mixes
        for u, v in order[:count]
    ]
    return torch.stack(filters)
