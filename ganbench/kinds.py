"""The kinds of things that have names, each described by one row.

What lists, shows, checks, registers or scaffolds things reads these rows. A new kind is a new row
and a template in `conformance/templates`.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # a row is read without importing what it is about
    from ganbench.registry import Registry


@dataclass(frozen=True)
class Kind:
    """A kind of thing that a suite file, a plugin file or a package may name.

    Attributes:
        name: The kind's name in the singular, for messages.
        plural: The name in the plural, one word; packages register in the group ganbench.PLURAL,
            plugin files in a dictionary PLURAL.
        path: Its registry, as "package.module:attribute".
        summary: What things of the kind do, in a line for `ganbench list`.
        view: What `list` and `show` print of them, a `ganbench.cli.view.View` by its path.
        checks: What `ganbench check` tries, in order, by its path.
    """

    name: str
    plural: str
    path: str
    summary: str
    view: str
    checks: str

    @property
    def registry(self) -> Registry[Any]:
        """The registry of things of this kind, which is imported when it is asked for."""
        registry: Registry[Any] = import_object(self.path)
        return registry

    @property
    def slug(self) -> str:
        """The kind's name without spaces, for the command line and file names."""
        return self.name.replace(" ", "")

    @property
    def plugin_table(self) -> str:
        """The name of the dictionary of such things in a plugin file."""
        return self.plural.upper()

    @property
    def group(self) -> str:
        """The group of entry points by which packages register such things."""
        return f"ganbench.{self.plural}"

    @property
    def of_classes(self) -> bool:
        """Whether names stand for classes, which suites give parameters, not for instances."""
        return isinstance(self.registry.holds, str)


def import_object(path: str) -> Any:
    """Imports and returns the object at an import path "package.module:attribute"."""
    module, _, attribute = path.partition(":")
    return getattr(import_module(module), attribute)


_PART = "ganbench.cli.views.part:VIEW"
_CHECKS = "ganbench.conformance.checks"

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            "method",
            "methods",
            "ganbench.methods:METHODS",
            "recipes: a loss, stabilizers, optimizers and steps, as a paper has them",
            "ganbench.cli.views.method:VIEW",
            f"{_CHECKS}:METHOD",
        ),
        Kind(
            "loss",
            "losses",
            "ganbench.losses:LOSSES",
            "what the two players descend",
            _PART,
            f"{_CHECKS}:LOSS",
        ),
        Kind(
            "stabilizer",
            "stabilizers",
            "ganbench.stabilizers:STABILIZERS",
            "whatever else changes the game; any combine with any loss",
            _PART,
            f"{_CHECKS}:STABILIZER",
        ),
        Kind(
            "optimizer",
            "optimizers",
            "ganbench.optimizers:OPTIMIZERS",
            "how a player's parameters follow its gradient",
            _PART,
            f"{_CHECKS}:OPTIMIZER",
        ),
        Kind(
            "workload",
            "workloads",
            "ganbench.workloads:WORKLOADS",
            "data, networks, metrics and a target",
            "ganbench.cli.views.workload:VIEW",
            f"{_CHECKS}:WORKLOAD",
        ),
        Kind(
            "data set",
            "datasets",
            "ganbench.datasets:DATASETS",
            "what generators learn to imitate",
            "ganbench.cli.views.dataset:VIEW",
            f"{_CHECKS}:DATASET",
        ),
        Kind(
            "network",
            "networks",
            "ganbench.networks:NETWORKS",
            "architectures of generators and discriminators",
            _PART,
            f"{_CHECKS}:NETWORK",
        ),
        Kind(
            "metric",
            "metrics",
            "ganbench.metrics:METRICS",
            "what generators are measured with",
            "ganbench.cli.views.metric:VIEW",
            f"{_CHECKS}:METRIC",
        ),
        Kind(
            "extractor",
            "extractors",
            "ganbench.features:EXTRACTORS",
            "networks by whose features images are compared",
            "ganbench.cli.views.extractor:VIEW",
            f"{_CHECKS}:EXTRACTOR",
        ),
    )
}
"""The kinds by name."""


def registries() -> dict[str, Registry[Any]]:
    """Returns the registry of each kind, by the kind's name."""
    return {name: kind.registry for name, kind in KINDS.items()}
