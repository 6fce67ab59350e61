"""The embedding model as PyTorch has it, to learn low-rank changes of it; see document_tuning."""

import math
import random
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from bench.learning_set import Pair
from dialog.e5_file import E5File
from dialog.embedding import Tokens

RANK, STRENGTH = 8, 2.0
_LONGEST = 74
"""Tokens of a text."""
_AT_ONCE = 32
_TOGETHER = 4
"""Pairs of one page that are learned beside each other."""
_TEMPERATURE = 0.02
_RATE, _WARM, _LEAST = 1e-3, 0.06, 0.03


class Changed(nn.Module):
    """A matrix that stays, and a low-rank change of it that learns, or none."""

    def __init__(self, weight: torch.Tensor, bias: torch.Tensor, rank: int) -> None:
        super().__init__()
        self.weight, self.bias = weight, bias
        self.down = nn.Parameter(torch.randn(rank, weight.shape[1]) / math.sqrt(weight.shape[1]))
        self.up = nn.Parameter(torch.zeros(weight.shape[0], rank))

    def forward(self, given: torch.Tensor) -> torch.Tensor:
        change = functional.linear(functional.linear(given, self.down), self.up)
        return functional.linear(given, self.weight, self.bias) + STRENGTH * change


class Encoder(nn.Module):
    """The BERT encoder of the packed file, of which only the low-rank changes learn."""

    def __init__(self, file: E5File) -> None:
        super().__init__()
        self._t = {name: torch.tensor(np.array(rows)) for name, rows in file.tensors.items()}
        self._file = file
        self._places = self._t["emb.pos"] + self._t["emb.type"][0]
        self.changed = nn.ModuleDict({
            f"l{layer}_{part}": Changed(
                self._t[f"l{layer}.{part}.w"], self._t[f"l{layer}.{part}.b"], RANK
            )
            for layer in range(file.layers)
            for part in "qv"
        })  # fmt: skip

    def forward(self, ids: torch.Tensor, there: torch.Tensor) -> torch.Tensor:
        """Mean over the tokens that are there, of length 1: shape (texts, size)."""
        states = self._norm("emb.ln", self._t["emb.word"][ids] + self._places[: ids.shape[1]])
        for layer in range(self._file.layers):
            states = self._layer(layer, states, there[:, None, None, :])
        shares = there.float() / there.sum(1, keepdim=True)
        return functional.normalize((states.float() * shares[..., None]).sum(1), dim=-1)

    def _layer(self, layer: int, states: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        texts, tokens, size = states.shape

        def heads(part: torch.Tensor) -> torch.Tensor:
            return part.view(texts, tokens, self._file.heads, -1).transpose(1, 2)

        query, value = (self.changed[f"l{layer}_{part}"](states) for part in "qv")
        told = functional.scaled_dot_product_attention(
            heads(query), heads(self._fixed(f"l{layer}.k", states)), heads(value), attn_mask=mask
        )
        told = told.transpose(1, 2).reshape(texts, tokens, size)
        states = self._norm(f"l{layer}.aln", states + self._fixed(f"l{layer}.ao", told))
        inner = functional.gelu(self._fixed(f"l{layer}.fi", states))
        return self._norm(f"l{layer}.oln", states + self._fixed(f"l{layer}.fo", inner))

    def _fixed(self, name: str, given: torch.Tensor) -> torch.Tensor:
        return functional.linear(given, self._t[f"{name}.w"], self._t[f"{name}.b"])

    def _norm(self, name: str, given: torch.Tensor) -> torch.Tensor:
        weight, bias = self._t[f"{name}.w"], self._t[f"{name}.b"]
        return functional.layer_norm(given, weight.shape, weight, bias, self._file.epsilon)

    def changes(self) -> dict[str, tuple[np.ndarray, np.ndarray]]:
        """As `dialog/e5_tuning.py` keeps them."""
        return {
            name.replace("_", "."): (
                STRENGTH * part.up.detach().numpy(),
                part.down.detach().numpy(),
            )
            for name, part in self.changed.items()
        }


def learn(given: Sequence[Pair], file: E5File, epochs: float, minutes: float) -> Encoder:
    """The encoder after so many rounds over these pairs, or so many minutes."""
    torch.manual_seed(1)
    encoder, tokens, chance = Encoder(file), Tokens(file), random.Random(1)
    learning = list(encoder.parameters())
    optimizer = torch.optim.AdamW(learning, _RATE, weight_decay=0.01)
    steps, began, batches = int(epochs * len(given) / _AT_ONCE), time.monotonic(), iter(())
    for step in range(steps):
        if (time.monotonic() - began) > 60 * minutes:
            break
        for group in optimizer.param_groups:
            group["lr"] = (
                _RATE * min(1, (step + 1) / (_WARM * steps)) * max(_LEAST, 1 - step / steps)
            )
        batch = next(batches, None)
        if batch is None:
            batches = _batches(given, chance)
            batch = next(batches)
        loss = _loss(encoder, tokens, batch)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(learning, 1.0)
        optimizer.step()
        if step % 25 == 0:
            print(
                f"{step} of {steps}: {loss.item():.3f}, {time.monotonic() - began:.0f} s",
                flush=True,
            )
    return encoder


def _batches(given: Sequence[Pair], chance: random.Random) -> Iterator[Sequence[Pair]]:
    by_page: defaultdict[str, list[Pair]] = defaultdict(list)
    for each in given:
        by_page[each.page].append(each)
    blocks = []
    for some in by_page.values():
        chance.shuffle(some)
        blocks += [some[at : at + _TOGETHER] for at in range(0, len(some), _TOGETHER)]
    chance.shuffle(blocks)
    line = [each for block in blocks for each in block]
    for at in range(0, len(line) - _AT_ONCE + 1, _AT_ONCE):
        yield line[at : at + _AT_ONCE]


def _loss(encoder: Encoder, tokens: Tokens, batch: Sequence[Pair]) -> torch.Tensor:
    with torch.autocast("cpu", torch.bfloat16):
        asked = encoder(*_padded(tokens.of([f"query: {each.question}" for each in batch])))
        said = encoder(*_padded(tokens.of([f"passage: {each.sentence}" for each in batch])))
    near = asked.float() @ said.float().T / _TEMPERATURE
    same = [[a is not b and a.sentence == b.sentence for b in batch] for a in batch]
    near = near.masked_fill(torch.tensor(same), -1e4)
    own = torch.arange(len(batch))
    return (functional.cross_entropy(near, own) + functional.cross_entropy(near.T, own)) / 2


def _padded(ids: Sequence[Sequence[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    cut = [[*each[: _LONGEST - 1], each[-1]] for each in ids]
    longest = max(map(len, cut))
    rows = torch.tensor([[*each, *[1] * (longest - len(each))] for each in cut])
    there = torch.tensor([[True] * len(each) + [False] * (longest - len(each)) for each in cut])
    return rows, there
