"""The models of a suite file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, Any, ClassVar

from pydantic import Field, ModelWrapValidatorHandler, model_validator
from pydantic_core import InitErrorDetails
from typing_extensions import Self, override

from ganbench.errors import GanbenchError
from ganbench.experiment.settings import MAX_SAMPLES, MAX_STEPS
from ganbench.methods import METHODS
from ganbench.methods.method import Method
from ganbench.mistakes import (
    UNKNOWN,
    located,
    sentence_error,
    unexpected,
    validated_with,
    validation_error,
)
from ganbench.registry import Registry
from ganbench.spelling import did_you_mean
from ganbench.suite.fields import (
    Distinct,
    LossPart,
    Name,
    OptimizerPart,
    Positive,
    RecipeName,
    Seeds,
    StabilizerPart,
)
from ganbench.suite.model import Entry, Model
from ganbench.suite.variation import Variation
from ganbench.suite.workload_check import unknown_parts
from ganbench.workloads import WORKLOADS


class Budget(Model):
    """How long every trial may train."""

    generator_steps: Annotated[Positive, Field(le=MAX_STEPS)]
    """Updates of the generator."""
    seconds: Annotated[float, Field(gt=0)] | None = None
    """Training time after which a trial ends as `timeout`; no limit if absent."""


class Evaluate(Model):
    """When and on how much a generator is measured."""

    every: Positive
    """Generator steps between two evaluations."""
    samples: Annotated[int, Field(ge=100, le=MAX_SAMPLES)] = 2500
    """Generated samples that are measured."""
    final_samples: Annotated[int, Field(ge=100, le=MAX_SAMPLES)] | None = None
    """The same of the best and the final generator, at the end; as many as `samples` if absent."""


class MethodEntry(Entry):
    """A recipe by name, a variation of one, or a composition of a loss and stabilizers."""

    registry: ClassVar[Registry[Any]] = METHODS
    noun: ClassVar[str] = "recipe"
    means: ClassVar[type] = Method

    name: Name
    """What tables and folders call it. The name of a recipe stands for that recipe unchanged."""
    extends: RecipeName | None = None
    """The recipe that gives every key that is not set here."""
    loss: LossPart | None = None
    """A loss, as `name` or `{name: {parameter: value}}`."""
    stabilizers: Annotated[list[StabilizerPart], Distinct] | None = None
    """As `[name, {name: {parameter: value}}]`, applied in this order, instead of the recipe's."""
    generator_optimizer: OptimizerPart | None = None
    """As `{adam: {lr: 1e-4, beta1: 0.5}}`; the recipe's or the workload's if absent."""
    discriminator_optimizer: OptimizerPart | None = None
    """As `{adam: {lr: 1e-4, beta1: 0.5}}`; the recipe's or the workload's if absent."""
    discriminator_steps: Positive | None = None
    """Discriminator updates for each generator update; 1 if nothing else says so."""

    @property
    def method(self) -> Method:
        """The method that the entry means; what it leaves open is its recipe's."""
        method: Method = self._object
        return method

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self._object is not None:  # it was given
            return self
        named = self.extends or self.name
        try:
            recipe = METHODS[named].build(named) if named in METHODS else None
        except GanbenchError as error:
            mistakes = str(error).splitlines()
            raise validation_error(
                located((), sentence_error(mistake), named) for mistake in mistakes
            ) from error
        given = {
            name: getattr(self, name)
            for name in ("loss", "generator_optimizer", "discriminator_optimizer")
            if getattr(self, name) is not None
        }
        if self.stabilizers is not None:
            given["stabilizers"] = tuple(self.stabilizers)
        if self.discriminator_steps is not None:
            given["discriminator_steps"] = self.discriminator_steps
        own = {**given, "name": self.name, "extends": self.extends or ""}
        self._object = replace(recipe, **own) if recipe else Method(**own)
        return self

    @classmethod
    @override
    def _entry_mistakes(cls, name: str, value: dict[str, Any]) -> Iterator[InitErrorDetails]:
        if value.keys() == {"name"}:
            hint = f" Give `loss:` or `extends:`.{did_you_mean(name, METHODS)}"
            yield located(
                (), unexpected("a method's name, or more than a name", name, hint, UNKNOWN), value
            )
        elif value.get("extends") is None and value.get("loss") is None:
            hint = " Say which recipe or loss it builds on."
            yield located((), unexpected("`extends` or `loss`", None, hint, UNKNOWN), value)


class SuiteFile(Model):
    """Methods, workloads and seeds to compare under one budget; each combination is a trial."""

    name: Name
    """Results go to the folder results/NAME unless `--out` says otherwise."""
    description: str | None = None
    """What the suite is for, in a sentence."""
    workloads: Annotated[list[Variation], Field(min_length=1), Distinct]
    """What the methods are tried on; see `ganbench list workloads`."""
    methods: Annotated[list[MethodEntry], Field(min_length=1), Distinct]
    """What is compared; see `ganbench list methods`."""
    seeds: Seeds
    """A number of seeds, counted from 0, or a list of them."""
    budget: Budget
    """How long every trial may train."""
    evaluate: Evaluate
    """When and on how much a generator is measured."""
    plugins: list[str] = Field(default=[])
    """Python files, relative to this one, that add things by name: `LOSSES`, `DATASETS`, ..."""

    @model_validator(mode="wrap")
    @classmethod
    def _validated(cls, value: Any, validate: ModelWrapValidatorHandler[SuiteFile]) -> SuiteFile:
        return validated_with(
            value, validate, [*_schedule_mistakes(value), *_workload_mistakes(value)]
        )


def _schedule_mistakes(value: Any) -> Iterator[InitErrorDetails]:
    """Yields the mistake of a first evaluation after the end of training."""
    match value:
        case {"budget": {"generator_steps": int(steps)}, "evaluate": {"every": int(every)}}:
            if every > steps > 0:
                expected = f"at most the {steps} steps of budget.generator_steps"
                yield located(("evaluate", "every"), unexpected(expected, every), every)


def _workload_mistakes(value: Any) -> Iterator[InitErrorDetails]:
    """Yields the mistakes of named workloads, such as a plugin's, whose parts do not exist."""
    entries = value.get("workloads") if isinstance(value, dict) else None
    for i, entry in enumerate(entries if isinstance(entries, list) else ()):
        name = entry.get("extends") or entry.get("name") if isinstance(entry, dict) else entry
        if isinstance(name, str) and name in WORKLOADS:
            for mistake in unknown_parts(name):
                yield located(("workloads", i), sentence_error(mistake), entry)


KEYS = {
    "": list(SuiteFile.model_fields),
    "budget": list(Budget.model_fields),
    "evaluate": list(Evaluate.model_fields),
    "methods": list(MethodEntry.model_fields),
    "workloads": list(Variation.model_fields),
}
"""The keys of each model by the suite key that it stands under; "" for the suite itself."""
