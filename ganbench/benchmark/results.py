"""The results of a suite, as objects, frames, arrays and a page."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from typing_extensions import override

from ganbench.errors import GanbenchError, ResultsError, UnknownNameError
from ganbench.spelling import did_you_mean
from ganbench.store import DamagedRecord, Store
from ganbench.wording import quantity

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from ganbench.analysis.board import Board
    from ganbench.analysis.comparison import Comparison
    from ganbench.store import Record


class Boards(dict[str, "Board"]):
    """A board for each workload; version 1 of `ring8` is found as `ring8-v1` too."""

    def __missing__(self, name: str) -> Board:
        """Returns the board of a version 1, or says which boards there are."""
        if isinstance(name, str) and name.removesuffix("-v1") in self:
            return self[name.removesuffix("-v1")]
        known = ", ".join(self)
        raise UnknownNameError(
            f"There is no board of '{name}'.{did_you_mean(name, self)} Known: {known}."
        )


class Results:
    """The finished trials in a results folder.

    They are read when they are first asked for, and only once: open the folder again to see what
    was trained since. In a notebook they show themselves as a table for each workload.

    Example:
        >>> import ganbench
        >>> results = ganbench.load(demo)  # the folder of a finished run
        >>> list(results.boards)
        ['ring8', 'digits']
        >>> first = results.boards["ring8"].rows[0]
        >>> first.method, first.final
        ('wgan-gp', Estimate(value=0.375, low=0.25, high=0.5))
        >>> first["modes"].final.value
        8.0
    """

    def __init__(self, store: Store, everything: bool = False) -> None:
        """Wraps a store.

        Args:
            store: The results folder.
            everything: Every stored trial, not the newest run's alone.
        """
        self._store = store
        self._everything = everything

    @classmethod
    def open(cls, folder: str | Path, everything: bool = False) -> Results:
        """Opens a results folder.

        Args:
            folder: A folder that `ganbench run` wrote.
            everything: Every stored trial, not the newest run's alone.

        Raises:
            ResultsError: It is not a results folder, or of another format.
        """
        return cls(Store.open(folder, create=False), everything)

    @property
    def folder(self) -> Path:
        """The results folder."""
        return self._store.path

    @property
    def records(self) -> tuple[Record, ...]:
        """The finished trials, without their samples.

        A damaged record is left out, with a `DamagedRecord` warning that names it.

        Example:
            >>> {record.status for record in results.records}
            {'completed'}
        """
        return self._read[0]

    @property
    def damaged(self) -> tuple[str, ...]:
        """What is wrong with each damaged record.

        Example:
            >>> results.damaged
            ()
        """
        return self._read[1]

    @property
    def boards(self) -> Mapping[str, Board]:
        """A board for each workload, by its name; asking for another is an `UnknownNameError`.

        Raises:
            ResultsError: No trial has finished.

        Example:
            >>> [row.method for row in results.boards["digits"].rows]
            ['wgan-gp', 'gan']
        """
        return Boards(self.comparison.boards)

    @cached_property
    def comparison(self) -> Comparison:
        """The trials and all that is computed of them, as reports are made of it.

        Raises:
            ResultsError: No trial has finished.
        """
        from ganbench.analysis.comparison import Comparison

        if not self.records:
            raise ResultsError(
                f"{self.folder} holds no finished trial of its newest run. "
                "Run the suite first: `ganbench run SUITE --out DIR`."
            )
        return Comparison(
            title=self._title,
            suite=self._store.suite(),
            folder=self.folder.resolve().name,
            records=self.records,
            planned=len(self._store.current()),
        )

    def trials(self) -> pd.DataFrame:
        """Returns one row a trial.

        Metrics are `final_*` and `best_*`, on the test split, and `reference_*`, what a perfect
        generator scores; a number that a trial does not have is missing.

        Example:
            >>> results.trials()[["workload", "method", "seed", "final_modes@2500"]].head(2)
              workload method  seed  final_modes@2500
            0    ring8    gan     0               8.0
            1    ring8    gan     1               8.0
        """
        from ganbench.analysis.frames import trials_frame

        return trials_frame(self.records)

    def history(self) -> pd.DataFrame:
        """Returns one row an evaluation on the validation split.

        Example:
            >>> list(results.history())[:6]
            ['workload', 'method', 'seed', 'step', 'train_seconds', 'sliced-w2@500']
        """
        from ganbench.analysis.frames import history_frame

        return history_frame(self.records)

    def leaderboard(self) -> pd.DataFrame:
        """Returns one row a workload and method, the best first, as in leaderboard.csv.

        Raises:
            ResultsError: No trial has finished.

        Example:
            >>> results.leaderboard()[["workload", "method", "rank"]].head(2)
              workload   method  rank
            0    ring8  wgan-gp     1
            1    ring8      gan     2
        """
        from ganbench.analysis.frames import leaderboard_frame

        return leaderboard_frame(self.boards.values())

    def samples(
        self, workload: str, method: str, seed: int, step: int | None = None
    ) -> NDArray[np.float32]:
        """Returns samples [n, *shape] that a trial's generator drew during training.

        Args:
            workload: The workload's name.
            method: The method's name.
            seed: The training seed.
            step: The generator step; by default the last one of which samples are kept.

        Raises:
            ResultsError: There is no such trial, or it has no samples of that step.

        Example:
            >>> results.samples("ring8", "wgan-gp", seed=0).shape
            (40, 2)
        """
        found = [
            record.trial
            for record in self.records
            if record.workload in (workload, workload.removesuffix("-v1"))
            and (record.method, record.seed) == (method, seed)
        ]
        if not found:
            raise ResultsError(
                f"{self.folder} has no trial of '{method}' on '{workload}' with seed {seed}. "
                f"It has {_known(self.records)}."
            )
        kept = self._store.read(found[-1]).samples
        wanted = max(kept, default=None) if step is None else step
        if wanted is None or wanted not in kept:
            steps = ", ".join(map(str, sorted(kept))) or "none"
            which = "samples" if step is None else f"samples of step {step}"
            raise ResultsError(
                f"'{method}' on '{workload}' with seed {seed} has no {which}. "
                f"Steps with samples: {steps}."
            )
        return kept[wanted]

    def report(self) -> Path:
        """Writes tables, figures and index.html into the results folder.

        Returns:
            The path of index.html.

        Raises:
            ResultsError: No trial has finished, or the folder is not writable.
        """
        from ganbench.report.build import write

        return write(self.comparison, self._store)[0]

    @override
    def __repr__(self) -> str:
        lost = f", {len(self.damaged)} damaged" if self.damaged else ""
        return f"<Results of {quantity(len(self.records), 'trial')} in {self.folder}{lost}>"

    def _repr_html_(self) -> str:
        """Returns a table for each workload, as a notebook shows it."""
        from html import escape

        boards = self.boards.values() if self.records else ()
        parts = [f"<p>{escape(repr(self))}</p>", *(board._repr_html_() for board in boards)]
        return "\n".join(parts)

    @cached_property
    def _read(self) -> tuple[tuple[Record, ...], tuple[str, ...]]:
        wanted = None if self._everything else self._store.current() or None
        records, damaged = self._store.scan(wanted, samples=False)
        for message in damaged:
            warnings.warn(message, DamagedRecord, stacklevel=3)
        return tuple(records), tuple(damaged)

    @property
    def _title(self) -> str:
        """The suite's name; the folder's where no suite was noted."""
        from ganbench.suite.document import parse

        try:
            return str(parse(self._store.suite(), "the noted suite").data["name"])
        except (GanbenchError, KeyError):
            return self.folder.resolve().name


def load(folder: str | Path) -> Results:
    """Returns the results in a folder.

    Example:
        >>> import ganbench
        >>> ganbench.load(demo).boards["ring8"].rows[0].method
        'wgan-gp'

    Args:
        folder: A folder that `ganbench.run` or `ganbench run` wrote.

    Raises:
        ResultsError: It is not a results folder, or of another format.
    """
    return Results.open(folder)


def _known(records: tuple[Record, ...]) -> str:
    pairs = dict.fromkeys(f"'{record.method}' on '{record.workload}'" for record in records)
    return ", ".join(pairs) or "no trials"
