"""The store: a results folder that holds a folder for each finished trial.

- DIR/ganbench.json                                     what this folder is
- DIR/runs/0001.json                                    the suite's text and its trials
- DIR/trials/<workload>/<method>/seed-<n>-<id>/         one record
- DIR/.partial/                                         records that are being written
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import time
import warnings
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Literal

from ganbench.errors import ResultsError
from ganbench.store.files import dumps, load, sync, write_text
from ganbench.store.folder import read_record, write_record
from ganbench.store.record import Record
from ganbench.store.values import JSONObject
from ganbench.version import __version__

FORMAT = 1
_FOLDER = re.compile(r"seed-(\d+)-([0-9A-Za-z]+)")
_STALE_SECONDS = 600.0  # a record is written in seconds: what is older was left by a crash


class DamagedRecord(UserWarning):
    """A record cannot be read, and was left out."""


class Store:
    """The records in one results folder. Make it with `Store.open`."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def open(cls, path: str | Path, create: bool = True) -> Store:
        """Opens a results folder.

        Args:
            path: The folder.
            create: Make it where it does not exist, for writing. Without it nothing is written.

        Raises:
            ResultsError: It is not a results folder, or of another format, or not writable.
        """
        path = Path(path)
        marker = path / "ganbench.json"
        if not marker.exists():
            if not create:
                raise ResultsError(
                    f"{path} is not a results folder: it has no ganbench.json. "
                    "Expected a folder that `ganbench run SUITE --out DIR` wrote."
                )
            _make(path)
        found = load(marker).get("format")
        if found != FORMAT:
            raise ResultsError(
                f"{path} holds results of format {found}; this ganbench {__version__} "
                f"reads format {FORMAT}. Choose another folder with --out, or use the ganbench "
                "that wrote it."
            )
        store = cls(path)
        if create:
            _require_writable(path)
            store._clean()
        return store

    def ids(self) -> list[str]:
        """Returns the ids of the finished trials, whatever their status, by folder and seed."""
        return list(self._folders())

    def read(self, trial: str, samples: bool = True) -> Record:
        """Reads a record.

        Args:
            trial: The trial's id.
            samples: Read its samples too; without them `samples` is empty.

        Raises:
            ResultsError: There is no such record, or it is damaged, its samples included.
        """
        return read_record(self._folder(trial), samples)

    def records(self, trials: Iterable[str] | None = None, samples: bool = True) -> list[Record]:
        """Reads the records of `trials` that are finished, in that order; by default all.

        Damaged ones are left out, each with a `DamagedRecord` warning that names it.
        """
        records, damaged = self.scan(trials, samples)
        for message in damaged:
            warnings.warn(message, DamagedRecord, stacklevel=2)
        return records

    def scan(
        self, trials: Iterable[str] | None = None, samples: bool = True
    ) -> tuple[list[Record], list[str]]:
        """Reads records as `records` does, without a warning.

        Args:
            trials: The ids of trials; by default all.
            samples: Read their samples too.

        Returns:
            The records, and a message for each damaged one.
        """
        folders = self._folders()
        wanted = folders if trials is None else [trial for trial in trials if trial in folders]
        records, damaged = [], []
        for trial in wanted:
            try:
                records.append(self.read(trial, samples))
            except ResultsError as error:
                damaged.append(str(error))
        return records, damaged

    def write(self, record: Record) -> Path:
        """Writes a record: all of it or nothing, and never over another one.

        Returns:
            The record's folder.

        Raises:
            ResultsError: The trial has a record already, or the folder is not writable.
        """
        folder = self.path / "trials" / record.workload / record.method
        folder /= f"seed-{record.seed}-{record.trial}"
        if folder.exists():
            raise _exists(folder)
        partial = Path(tempfile.mkdtemp(dir=self._partial(), prefix=record.trial))
        try:
            write_record(partial, record)
            partial.chmod(0o755)
            folder.parent.mkdir(parents=True, exist_ok=True)
            os.rename(partial, folder)
        except FileExistsError as error:
            raise _exists(folder) from error
        except OSError as error:
            if folder.exists():  # another process was quicker by a moment
                raise _exists(folder) from error
            raise ResultsError(f"{folder}: the record cannot be written: {error}") from error
        finally:
            shutil.rmtree(partial, ignore_errors=True)
        sync(folder.parent)
        return folder

    def retire(self, trial: str, why: Literal["failed", "damaged"]) -> Path:
        """Renames a trial's folder, so that the trial counts as not run.

        Args:
            trial: The trial's id.
            why: What is wrong with its record; a part of the folder's new name.

        Returns:
            The renamed folder.

        Raises:
            ResultsError: There is no such trial.
        """
        folder = self._folder(trial)
        attempt = 1
        while (aside := folder.with_name(f"{folder.name}.{why}-{attempt}")).exists():
            attempt += 1
        folder.rename(aside)
        return aside

    def begin(self, suite_text: str, trial_ids: Sequence[str]) -> None:
        """Writes down a suite and its trials as the newest run, unless it is that already.

        Args:
            suite_text: The suite file's text.
            trial_ids: The ids of its trials, in the suite's order.
        """
        run = {"suite": suite_text, "trials": list(trial_ids)}
        runs = self._runs()
        if runs and {key: load(runs[-1]).get(key) for key in run} == run:
            return
        number = int(runs[-1].stem) + 1 if runs else 1
        (self.path / "runs").mkdir(exist_ok=True)
        write_text(self.path / "runs" / f"{number:04d}.json", dumps(run))

    def current(self) -> list[str]:
        """Returns the ids of the newest run's trials, finished or not, in the suite's order."""
        trials = self._newest().get("trials")
        return [str(trial) for trial in trials] if isinstance(trials, Sequence) else []

    def suite(self) -> str:
        """Returns the text of the newest run's suite file."""
        return str(self._newest().get("suite", ""))

    def _newest(self) -> JSONObject:
        runs = self._runs()
        return load(runs[-1]) if runs else {}

    def _runs(self) -> list[Path]:
        return sorted((self.path / "runs").glob("[0-9]*.json"), key=lambda path: int(path.stem))

    def _folders(self) -> dict[str, Path]:
        found = []
        for path in self.path.glob("trials/*/*/seed-*"):
            if match := _FOLDER.fullmatch(path.name):  # retired folders end in .<why>-<n>
                found.append((str(path.parent), int(match[1]), match[2], path))
        return {trial: path for _, _, trial, path in sorted(found)}

    def _folder(self, trial: str) -> Path:
        try:
            return self._folders()[trial]
        except KeyError:
            raise ResultsError(f"{self.path} holds no trial '{trial}'.") from None

    def _partial(self) -> Path:
        path = self.path / ".partial"
        path.mkdir(exist_ok=True)
        return path

    def _clean(self) -> None:
        for path in (self.path / ".partial").glob("*"):
            with suppress(FileNotFoundError):  # another process has just put it in its place
                if time.time() - path.stat().st_mtime > _STALE_SECONDS:
                    shutil.rmtree(path, ignore_errors=True)


def _make(path: Path) -> None:
    """Makes a new results folder, or an empty folder into one."""
    try:
        path.mkdir(parents=True, exist_ok=True)
        if any(path.iterdir()):
            raise ResultsError(
                f"{path} is not empty and not a results folder (it has no ganbench.json). "
                "Choose another folder with --out."
            )
        version = {"format": FORMAT, "ganbench": __version__}
        write_text(path / "ganbench.json", dumps(version))
    except OSError as error:
        raise ResultsError(
            f"{path}: the results folder cannot be made: {error.strerror or error}. "
            "Choose another one with --out."
        ) from error


def _require_writable(path: Path) -> None:
    try:
        with tempfile.TemporaryFile(dir=path):
            pass
    except OSError as error:
        raise ResultsError(
            f"{path}: the results folder cannot be written: {error.strerror or error}. "
            "Choose another one with --out, or change its permissions."
        ) from error


def _exists(folder: Path) -> ResultsError:
    return ResultsError(
        f"{folder}: this trial is already in the results; records are never overwritten."
    )
