"""A suite's finished trials with all that is computed from them, once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ganbench.analysis.board import Board
from ganbench.analysis.leaderboard import MeanRank, boards, overall
from ganbench.store.record import Record


@dataclass(frozen=True, eq=False)
class Comparison:
    """The finished trials of a suite, with boards and ranks, from which reports are made.

    Attributes:
        title: What the suite is called.
        suite: The suite's text; empty where it is not known.
        folder: The name of the results folder.
        records: The finished trials, without samples.
        planned: How many trials the suite asks for; 0 where it is not known.
    """

    title: str
    suite: str
    folder: str
    records: Sequence[Record]
    planned: int

    @cached_property
    def boards(self) -> dict[str, Board]:
        """A board for each workload, by its name."""
        return boards(self.records)

    @cached_property
    def overall(self) -> list[MeanRank]:
        """The methods by their mean rank over workloads, the best first."""
        return overall(self.boards.values())

    def on(self, workload: str) -> list[Record]:
        """Returns the trials of a workload."""
        return [record for record in self.records if record.workload == workload]
