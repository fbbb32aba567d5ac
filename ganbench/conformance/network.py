"""Checks of a network's description: what it builds, how large that is, and what it fits."""

from __future__ import annotations

from ganbench.conformance.examples import networks
from ganbench.conformance.result import Verdict, failed, info, passed
from ganbench.conformance.subject import Subject
from ganbench.networks.shapes import mismatch
from ganbench.workloads import WORKLOADS
from ganbench.workloads.fit import roles


def check_build(subject: Subject) -> Verdict:
    """It builds, is described in words, and has as many parameters as it says."""
    found = networks(subject.thing)
    if not found:
        return failed(
            "there is nothing to build: it has fields without a default, and no workload has it",
            "Give every field a default, or name it in a workload.",
        )
    for network in found:
        if not str(network).strip() or "\n" in str(network):
            return failed("it has no words for a table", "Let `__str__` return a few words.")
        count = sum(parameter.numel() for parameter in network.build().parameters())
        if count != network.parameters:
            return failed(
                f"{network} has {count:,} parameters and says {network.parameters:,}",
                "Let `parameters` count what `build` makes.",
            )
    return passed("; ".join(f"{network}: {network.parameters:,}" for network in found))


def check_shapes(subject: Subject) -> Verdict:
    """It makes samples of a workload of its prior, or logits of its samples."""
    fitting = []
    for network in networks(subject.thing):
        places = [
            f"{role} of {name}"
            for name in WORKLOADS
            for role, (given, wanted) in roles(WORKLOADS[name]).items()
            if mismatch(network, given, wanted, WORKLOADS[name].batch) is None
        ]
        if places:
            more = ", ..." if len(places) > 3 else ""
            fitting.append(f"{network}: {', '.join(places[:3])}{more}")
    if not fitting:
        return info("fits no workload that is known: neither prior and samples nor one logit each")
    return passed("; ".join(fitting))
