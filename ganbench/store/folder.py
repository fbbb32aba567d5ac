"""A record's folder: its files, as they are read and written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pandas as pd
import safetensors.numpy
from numpy.typing import NDArray

from ganbench.store.codec import decode, encode
from ganbench.store.files import damaged, dumps, load, sync, write_text
from ganbench.store.record import STATUSES, Record, Status, WorkloadFacts
from ganbench.store.values import Fields, JSONObject


def read_record(folder: Path, samples: bool) -> Record:
    """Reads a record.

    Args:
        folder: The record's folder.
        samples: Read its samples too; without them `samples` is empty.

    Raises:
        ResultsError: A file is damaged or missing, that of the samples included.
    """
    status, config, environment, evaluation = (
        load(folder / f"{name}.json") for name in ("status", "config", "environment", "evaluation")
    )
    with _reading(folder / "status.json"):
        fields = Fields(status)
        identity = {name: fields.text(name) for name in ("trial", "method", "workload")}
        seed, ended, reason = fields.integer("seed"), _status(status), fields.maybe_text("reason")
    with _reading(folder / "config.json"):
        WorkloadFacts.of(config)
    with _reading(folder / "evaluation.json"):
        measurements = decode(evaluation)
        traceback = Fields(evaluation).maybe_text("traceback")
    with _reading(folder / "history.parquet"):
        history = pd.read_parquet(folder / "history.parquet")
    with _reading(folder / "samples.safetensors"):
        drawn = _samples(folder / "samples.safetensors", samples)
    return Record(
        **identity,
        seed=seed,
        config=config,
        environment=environment,
        status=ended,
        reason=reason,
        history=history,
        measurements=measurements,
        traceback=traceback,
        samples=drawn,
    )


def write_record(folder: Path, record: Record) -> None:
    """Writes the files of a record into an empty folder, and waits until they are on the disk."""
    status = {
        "trial": record.trial,
        "method": record.method,
        "workload": record.workload,
        "seed": record.seed,
        "status": record.status,
        "reason": record.reason,
    }
    write_text(folder / "config.json", dumps(record.config))
    write_text(folder / "environment.json", dumps(record.environment))
    write_text(folder / "evaluation.json", dumps(_evaluation(record)))
    write_text(folder / "status.json", dumps(status))
    record.history.to_parquet(folder / "history.parquet", index=False)
    samples = {f"step-{step:06d}": array.copy("C") for step, array in record.samples.items()}
    # safetensors' own `save_file` raises an exception of its own, no OSError, where a disk is full
    (folder / "samples.safetensors").write_bytes(safetensors.numpy.save(samples))
    for path in (folder / "history.parquet", folder / "samples.safetensors", folder):
        sync(path)


def _evaluation(record: Record) -> JSONObject:
    measured = {} if record.measurements is None else encode(record.measurements)
    return {**measured, **({"traceback": record.traceback} if record.traceback else {})}


def _status(values: JSONObject) -> Status:
    for status in STATUSES:
        if values.get("status") == status:
            return status
    raise ValueError(f"unknown status {values.get('status')!r}")


def _samples(path: Path, wanted: bool) -> dict[int, NDArray[np.float32]]:
    """Reads the samples by step; without `wanted` the file's header alone, to see damage."""
    if not wanted:
        with safetensors.safe_open(path, framework="numpy"):
            return {}
    arrays = safetensors.numpy.load_file(path)
    return {int(name.removeprefix("step-")): array for name, array in arrays.items()}


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except Exception as error:  # every reader has its own kinds of errors for a broken file
        raise damaged(path, error) from error
