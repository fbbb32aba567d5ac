"""Checks of a workload: its networks, and that its samples can be measured."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from ganbench.conformance.result import Verdict, failed, passed
from ganbench.conformance.subject import Subject, reference_setup
from ganbench.engine.network import Network
from ganbench.evaluation.evaluator import evaluator
from ganbench.networks import Architecture
from ganbench.workloads import Workload

SAMPLES = 200


def check_networks(subject: Subject) -> Verdict:
    """The networks fit the prior and the samples, and are as large as they say."""
    workload: Workload = subject.thing
    sizes = []
    for role, entry, exit_ in (
        ("generator", (workload.prior.dimension,), tuple(workload.shape)),
        ("discriminator", tuple(workload.shape), (1,)),
    ):
        description: Architecture = getattr(workload, role)
        with torch.random.fork_rng(devices=[]):
            module = description.build()
        network = Network(module, reference=workload.batch)
        params = torch.empty(network.size, device="meta")
        batch = torch.empty((workload.batch, *entry), device="meta")
        found = tuple(network(params, batch).shape)
        if found != (workload.batch, *exit_):
            return failed(
                f"the {role} makes {found} of {tuple(batch.shape)}, expected "
                f"{(workload.batch, *exit_)}",
                "Fit its last layer: samples of the generator, one logit of the discriminator.",
            )
        count = sum(parameter.numel() for parameter in module.parameters())
        if count != description.parameters:
            return failed(
                f"the {role} has {count:,} parameters and says {description.parameters:,}",
                "Let `parameters` count what `build` makes.",
            )
        sizes.append(f"{role} {count:,}")
    return passed(f"parameters: {', '.join(sizes)}")


def check_evaluation(subject: Subject) -> Verdict:
    """Real samples and those of an untrained generator can be measured."""
    workload: Workload = subject.thing
    measure = evaluator(workload, SAMPLES)
    rows: dict[str, dict[str, float]] = {"real samples": measure.reference("validation", draws=1)}
    cohort = reference_setup(workload).cohort([0])
    params: Tensor = cohort.averaged_generator(cohort.init())
    samples = cohort.samples(params, "conformance", SAMPLES)[0]
    rows["the untrained generator"] = measure.measure(samples, "validation")
    for whose, row in rows.items():
        bad = [name for name, value in row.items() if not math.isfinite(value)]
        if bad:
            return failed(
                f"{', '.join(bad)} of {whose} is not finite",
                "Choose metrics that suit the data; see `ganbench check METRIC`.",
            )
    return passed(", ".join(f"{k} {v:.3g}" for k, v in rows["real samples"].items()))
