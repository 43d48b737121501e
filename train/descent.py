"""How all networks are trained: batches of like length, rates that rise and fall, steps of bounded length, averaged
weights."""

import copy
import random
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

import torch
from torch import Tensor, nn

# No step goes further than a gradient of this length.
LONGEST = 1.0


T = TypeVar("T")
N = TypeVar("N", bound=nn.Module)


def batches(
    items: Sequence[T], size: Callable[[T], int], most: int, shuffle: random.Random | None = None
) -> list[list[T]]:
    """Items of like ``size`` together, up to ``most`` in all, in a random order where ``shuffle`` is given."""
    order = sorted(items, key=lambda item: size(item) + (shuffle.random() * 16 if shuffle else 0))
    out: list[list[T]] = [[]]
    for item in order:
        if out[-1] and (len(out[-1]) + 1) * size(item) > most:
            out.append([])
        out[-1].append(item)
    if shuffle:
        shuffle.shuffle(out)
    return out


class Descent:
    """Steps of AdamW down a loss.

    The parameters whose name begins with ``pretrained`` go at the first of ``rates``, the new ones at the second; both
    rise over the share ``warm_up`` of the ``total`` steps and fall to ``least`` of their height.
    """

    def __init__(
        self,
        network: nn.Module,
        pretrained: str,
        *,
        rates: tuple[float, float],
        total: int,
        warm_up: float,
        least: float,
    ) -> None:
        parts: dict[bool, list[nn.Parameter]] = {True: [], False: []}
        for name, parameter in network.named_parameters():
            parts[name.startswith(pretrained)].append(parameter)
        self.network, self.steps = network, 0
        self.optimizer = torch.optim.AdamW(
            [{"params": parts[True], "lr": rates[0]}, {"params": parts[False], "lr": rates[1]}]
        )
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimizer, lambda n: min(1.0, (n + 1) / (warm_up * total)) * max(least, 1 - n / total)
        )

    def step(self, loss: Tensor) -> None:
        """One step down."""
        self.optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), LONGEST)
        self.optimizer.step()
        self.schedule.step()
        self.steps += 1

    @torch.no_grad()
    def average(self, averaged: nn.Module, most: float) -> None:
        """Draw the weights of ``averaged`` towards the network's; ``most`` is the share of them that stays."""
        kept = min(most, self.steps / (self.steps + 9))
        for old, new in zip(averaged.parameters(), self.network.parameters(), strict=True):
            old.lerp_(new, 1 - kept)


def epochs(
    network: N,
    rounds: Sequence[Sequence[Sequence[T]]],
    loss_of: Callable[[N, Sequence[T]], Tensor],
    *,
    pretrained: str,
    rates: tuple[float, float],
    warm_up: float,
    most: float,
) -> Iterator[tuple[N, dict[str, Any]]]:
    """The averaged network after each round of batches, with its number, loss and seconds so far."""
    total, begun = sum(map(len, rounds)), time.time()
    descent = Descent(network, pretrained, rates=rates, total=total, warm_up=warm_up, least=0.02)
    averaged = copy.deepcopy(network)
    for epoch, round_ in enumerate(rounds, 1):
        network.train()
        losses = 0.0
        for batch in round_:
            loss = loss_of(network, batch)
            descent.step(loss)
            descent.average(averaged, most)
            losses += loss.item()
        yield (
            averaged,
            {"epoch": epoch, "loss": round(losses / len(round_), 3), "seconds": round(time.time() - begun)},
        )
