"""How all networks are trained: rates that rise and fall, steps of bounded length, averaged weights."""

import torch
from torch import Tensor, nn

# No step goes further than a gradient of this length.
LONGEST = 1.0


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
