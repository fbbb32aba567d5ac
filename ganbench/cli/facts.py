"""What `ganbench show` tells of each kind of thing, as plain texts."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from dataclasses import MISSING, dataclass
from typing import TYPE_CHECKING, get_type_hints

from ganbench.cli.catalog import composition, pictures, plain, registry
from ganbench.features import EXTRACTORS
from ganbench.methods import METHODS, Part
from ganbench.metrics import METRICS
from ganbench.optimizers import OPTIMIZERS
from ganbench.workloads import WORKLOADS

if TYPE_CHECKING:
    from ganbench.optimizers import Optimizer


@dataclass(frozen=True)
class Facts:
    """What is told of one thing.

    Attributes:
        about: Paragraphs that say what it is.
        rows: Facts, a name and a text each.
        parameters: Those of a loss or a stabilizer: name, default and meaning.
    """

    about: tuple[str, ...]
    rows: tuple[tuple[str, str], ...] = ()
    parameters: tuple[tuple[str, str, str], ...] = ()


def facts(kind: str, name: str) -> Facts:
    """Returns what is told of a thing.

    Args:
        kind: One of `ganbench.cli.catalog.REGISTERED`.
        name: A name that its registry knows.
    """
    tell = _FACTS.get(kind)
    return tell(name) if tell else _part(registry(kind)[name])


def _method(name: str) -> Facts:
    from ganbench.cli.dynamics import cost, eigenvalues

    recipe = METHODS[name]
    rows = [
        ("formula", recipe.formula),
        ("paper", str(recipe.reference)),
        ("loss", _full(recipe.loss, "losses")),
        *(("stabilizer", _full(part, "stabilizers")) for part in recipe.stabilizers),
        ("G optimizer", _optimizer(recipe.generator_optimizer)),
        ("D optimizer", _optimizer(recipe.discriminator_optimizer)),
        ("steps", f"{recipe.discriminator_steps} of D for each of G"),
        ("Dirac-GAN", eigenvalues(name)),
        ("cost", cost(name)),
        *([("notes", recipe.notes)] if recipe.notes else []),
    ]
    return Facts((recipe.title,), tuple(rows))


def _part(kind: type) -> Facts:
    from ganbench.suite.parts import parameters

    text, meanings = _documented(kind)
    paragraphs = [_flow(paragraph) for paragraph in text.split("\n\n")]
    rows = [
        ("source", paragraph.removeprefix("Source: "))
        for paragraph in paragraphs
        if paragraph.startswith("Source: ")
    ]
    known = parameters(kind).items()
    return Facts(
        tuple(paragraph for paragraph in paragraphs if not paragraph.startswith("Source: ")),
        tuple(rows) if known else (*rows, ("parameters", "none")),
        tuple((key, _default(default), _flow(meanings.get(key, ""))) for key, default in known),
    )


def _documented(kind: type) -> tuple[str, dict[str, str]]:
    """A class's docstring up to its attributes, and what it says of each of these."""
    text, _, attributes = (inspect.getdoc(kind) or kind.__name__).partition("\n\nAttributes:\n")
    return text, dict(re.findall(r"^    (\w+): (.*(?:\n     .*)*)", attributes, re.MULTILINE))


def _workload(name: str) -> Facts:
    workload = WORKLOADS[name]
    goal, generator, discriminator = workload.target, workload.generator, workload.discriminator
    sign = "<=" if METRICS[goal.metric].direction == "lower" else ">="
    own = "unless the method has its own"
    rows = [
        ("source", workload.source),
        ("data", composition(Part(workload.dataset, dict(workload.parameters)))),
        ("shape", " x ".join(map(str, workload.shape))),
        ("prior", str(workload.prior)),
        ("generator", f"{generator}, {generator.parameters:,} parameters"),
        ("discriminator", f"{discriminator}, {discriminator.parameters:,} parameters"),
        ("batch", f"{workload.batch:,}"),
        ("G optimizer", f"{_optimizer(workload.generator_optimizer)}, {own}"),
        ("D optimizer", f"{_optimizer(workload.discriminator_optimizer)}, {own}"),
        ("metrics", ", ".join(workload.metrics)),
        ("target", f"{goal.metric} {sign} {plain(goal.threshold)} on the validation split"),
    ]
    return Facts((workload.title,), tuple(rows))


def _metric(name: str) -> Facts:
    metric = METRICS[name]
    first, *others = (inspect.getdoc(metric.compute) or "").split("\n\n")
    first = _flow(first).removeprefix("Returns ")
    about = [metric.title, first[:1].upper() + first[1:]]
    if metric.part:
        _, meanings = _documented(get_type_hints(metric.compute)["return"])
        about.insert(1, _flow(f"{metric.part.capitalize()}: {meanings.get(metric.part, '')}"))
    about += [_flow(other) for other in others if not other.startswith(("Args:", "Raises:"))]
    rows = (
        ("better", metric.direction),
        ("needs", metric.needs),
        ("paper", str(metric.reference)),
    )
    return Facts(tuple(filter(None, about)), rows)


def _extractor(name: str) -> Facts:
    from ganbench.features import identity

    extractor = EXTRACTORS[name]
    problem = extractor.missing()
    takes = pictures(extractor.shape) if extractor.shape else "any size, in colour or grey"
    rows = [("images", takes)]
    if extractor.url:
        rows.append(("source", extractor.url))
    rows.append(("missing", _flow(problem)) if problem else ("sha256", identity(name)))
    about = (extractor.title, EXTRACTORS.summary(name))
    return Facts(tuple(filter(None, about)), tuple(rows))


_FACTS: dict[str, Callable[[str], Facts]] = {
    "methods": _method,
    "workloads": _workload,
    "metrics": _metric,
    "extractors": _extractor,
}


def _full(part: Part, kind: str) -> str:
    """`gradient-penalty (weight 10, target 1)`: a part with all its parameters."""
    from ganbench.suite.parts import parameters

    return composition(
        Part(part.name, {**parameters(registry(kind)[part.name]), **part.parameters})
    )


def _optimizer(optimizer: Optimizer | None) -> str:
    from ganbench.suite.parts import describe

    if optimizer is None:
        return "the workload's"
    return composition(Part(OPTIMIZERS.name_of(optimizer), describe(optimizer)))


def _flow(text: str) -> str:
    """Undoes a docstring's line breaks, as the terminal has its own; what it marks is quoted."""
    return " ".join(re.sub("`+", "'", text).split())


def _default(default: object) -> str:
    return "(must be given)" if default is MISSING else plain(default)
