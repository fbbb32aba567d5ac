"""How far a cohort is, and how that is packed into a checkpoint."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypedDict, cast

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from torch.utils import _pytree as pytree

from ganbench.engine.clock import Clock
from ganbench.engine.state import State

Status = Literal["completed", "diverged", "timeout"]
Row = dict[str, float]
"""One evaluation: `step`, `train_seconds`, and a value for each metric."""


@dataclass
class History:
    """What is known of one seed so far.

    Attributes:
        rows: The evaluations on the validation split, in order.
        best_step: Where the primary metric was best on the validation split.
        samples: Samples to show, by generator step, arrays [n, *shape].
        evaluation: Metrics on the test split, of the "best" and of the "final" generator.
        status: How training ended; "completed" until something else is known.
        steps: Generator steps made, without those after a divergence.
    """

    rows: list[Row] = field(default_factory=list)
    best_step: int = 0
    samples: dict[int, npt.NDArray[np.float32]] = field(default_factory=dict)
    evaluation: dict[str, Row] = field(default_factory=dict)
    status: Status = "completed"
    steps: int = 0

    @property
    def best(self) -> Row | None:
        """The evaluation at `best_step`, if there is one."""
        return next((row for row in self.rows if row["step"] == self.best_step), None)


@dataclass
class Progress:
    """All that a run in progress is: what a checkpoint holds.

    Attributes:
        state: Of all games; every leaf has a leading dimension of games.
        best: The parameters of each game's best generator so far, [games, P].
        histories: One a seed. A cohort of one seed may play two games, the second for its bits.
        clock: Seconds of training, evaluation and storage.
        step: Generator steps made.
    """

    state: State
    best: Tensor
    histories: list[History]
    clock: Clock
    step: int = 0

    @property
    def train_seconds(self) -> float:
        """Training seconds of one trial: its share of all games."""
        return self.clock.train / len(self.state.step)


class PlainHistory(TypedDict):
    """What of a history is plain JSON."""

    rows: list[Row]
    best_step: int
    status: Status


class Plain(TypedDict):
    """What of a run in progress is plain JSON."""

    step: int
    histories: list[PlainHistory]
    clock: dict[str, float]


def pack(progress: Progress) -> tuple[dict[str, Tensor], Plain]:
    """Returns the tensors of a run in progress by name, and the rest as plain JSON."""
    leaves = pytree.tree_leaves(progress.state)
    tensors = {f"state/{i}": leaf for i, leaf in enumerate(leaves)} | {"best": progress.best}
    histories: list[PlainHistory] = []
    for i, history in enumerate(progress.histories):
        shown = history.samples.items()
        tensors |= {f"samples/{i}/{step}": torch.from_numpy(array) for step, array in shown}
        histories.append(
            {"rows": history.rows, "best_step": history.best_step, "status": history.status}
        )
    return tensors, {
        "step": progress.step,
        "histories": histories,
        "clock": progress.clock.seconds,
    }


def unpack(tensors: Mapping[str, Tensor], plain: Mapping[str, object], like: State) -> Progress:
    """Returns the run in progress of which `pack` made the tensors and the rest.

    Args:
        tensors: Those that `pack` gave, by name.
        plain: The rest.
        like: A state of the same game, for its structure and its device.
    """
    known = cast(Plain, plain)
    leaves, structure = pytree.tree_flatten(like)
    state = pytree.tree_unflatten([tensors[f"state/{i}"] for i in range(len(leaves))], structure)
    histories = [
        History(
            values["rows"],
            values["best_step"],
            samples={
                int(name.removeprefix(f"samples/{i}/")): tensor.cpu().numpy()
                for name, tensor in tensors.items()
                if name.startswith(f"samples/{i}/")
            },
            status=values["status"],
        )
        for i, values in enumerate(known["histories"])
    ]
    clock = Clock(like.step.device, **known["clock"])
    return Progress(state, tensors["best"], histories, clock, known["step"])
