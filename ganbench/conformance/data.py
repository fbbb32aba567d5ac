"""Checks of the data of a workload or a data set: shapes, splits and repeatability."""

from __future__ import annotations

import torch

from ganbench.conformance import examples
from ganbench.conformance.result import Verdict, failed, info, passed
from ganbench.conformance.subject import Subject
from ganbench.datasets import load
from ganbench.datasets.dataset import Dataset
from ganbench.engine.streams import derive
from ganbench.workloads import Workload

BATCH = 64
SAMPLES = 200


def check_data(subject: Subject) -> Verdict:
    """The data load, have the shape that is promised, and are the same every time."""
    thing = subject.thing
    if isinstance(thing, Workload):
        name, parameters, shape, batch = (
            thing.dataset, dict(thing.parameters), thing.shape, thing.batch
        )  # fmt: skip
    else:
        given = examples.dataset(subject.name, thing)
        if isinstance(given, str):
            return info(
                f"takes parameters of yours ({given}): `ganbench data check {subject.name} -p "
                "KEY=VALUE` reads it with them"
            )
        name, parameters, shape, batch = subject.name, dict(given), thing.shape, BATCH
    data = load(name, parameters)
    owner = f"the {subject.kind} says"
    if shape is not None and tuple(data.shape) != tuple(shape):
        return failed(
            f"the data have the shape {tuple(data.shape)}, {owner} {shape}",
            "Let `shape` be that of one sample of the data set.",
        )
    return _problem(data, batch) or passed(
        f"batches of {batch}, shape {'x'.join(map(str, data.shape))}"
    )


def _problem(data: Dataset, batch: int) -> Verdict | None:
    """What is wrong with batches and splits."""

    def stream(index: int) -> torch.Generator:
        return torch.Generator().manual_seed(derive(0, "conformance/data", index))

    expected = (batch, *data.shape)
    first, again = (data.batches(stream, 0, batch) for _ in range(2))
    if first.shape != expected or not first.isfinite().all():
        return failed(
            f"a batch is {tuple(first.shape)} or not finite, expected {expected}",
            "Return `size` finite samples from `batches`.",
        )
    if not torch.equal(first, again):
        return failed(
            "the same batch of the same stream differs the second time",
            "Draw from the generator `stream(index)` only.",
        )
    for split in ("validation", "test"):
        one, two = (data.split(split, SAMPLES) for _ in range(2))
        if not torch.equal(one, two) or not one.isfinite().all() or len(one) < 2:
            return failed(
                f"the split {split} is not the same twice, not finite or all but empty",
                "Hold out fixed samples, or draw them from a generator seeded by the split's name.",
            )
    return None
