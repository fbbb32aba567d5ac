"""What a suite file may say."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    model_validator,
)
from pydantic_core import CoreSchema

from ganbench.methods import METHODS
from ganbench.suite.fields import (
    LossPart,
    Name,
    OptimizerPart,
    Positive,
    RecipeName,
    Seeds,
    StabilizerPart,
    WorkloadName,
    distinct,
    word,
)
from ganbench.suite.problems import unknown, wrong


class _Model(BaseModel):
    model_config = ConfigDict(
        extra="forbid", strict=True, frozen=True, allow_inf_nan=False, use_attribute_docstrings=True
    )


class Budget(_Model):
    """How long every trial may train."""

    generator_steps: Positive
    """Updates of the generator."""
    seconds: Annotated[float, Field(gt=0)] | None = None
    """Training time after which a trial ends as `timeout`; no limit if absent."""


class Evaluate(_Model):
    """When and on how much a generator is measured."""

    every: Positive
    """Generator steps between two evaluations."""
    samples: Annotated[int, Field(ge=100)] = 2500
    """Generated samples that are measured."""


class Method(_Model):
    """A recipe by name, a variation of one, or a composition of a loss and stabilizers."""

    name: Name
    """What tables and folders call it. The name of a recipe stands for that recipe unchanged."""
    extends: RecipeName | None = None
    """The recipe that gives every key that is not set here."""
    loss: LossPart | None = None
    """A loss, as `name` or `{name: {parameter: value}}`."""
    stabilizers: Annotated[list[StabilizerPart], AfterValidator(distinct)] | None = None
    """As `[name, {name: {parameter: value}}]`, applied in this order, instead of the recipe's."""
    generator_optimizer: OptimizerPart | None = None
    """As `{adam: {lr: 1e-4, beta1: 0.5}}`; the recipe's or the workload's if absent."""
    discriminator_optimizer: OptimizerPart | None = None
    """As `{adam: {lr: 1e-4, beta1: 0.5}}`; the recipe's or the workload's if absent."""
    discriminator_steps: Positive | None = None
    """Discriminator updates for each generator update; 1 if nothing else says so."""

    @model_validator(mode="before")
    @classmethod
    def _long_form(cls, value: Any) -> Any:
        return {"name": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _complete(self) -> Method:
        alone = self.model_fields_set == {"name"}
        if self.name in METHODS and not alone:
            hint = f" Give the variation a name of its own and `extends: {self.name}`."
            raise wrong("the recipe of this name without other keys", self.name, hint)
        if self.name not in METHODS and alone:
            raise unknown("method", self.name, METHODS)
        if self.name not in METHODS and not self.extends and not self.loss:
            raise wrong("`extends` or `loss`", None, " Say which recipe or loss it builds on.")
        return self

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler, /
    ) -> dict[str, Any]:
        long = handler.resolve_ref_schema(handler(core_schema))
        about = {key: long.pop(key) for key in ("title", "description")}
        return {**about, "anyOf": [word(METHODS), long]}


class Suite(_Model):
    """Methods, workloads and seeds to compare under one budget; each combination is a trial."""

    name: Name
    """Results go to the folder results/NAME unless `--out` says otherwise."""
    description: str | None = None
    """What the suite is for, in a sentence."""
    workloads: Annotated[list[WorkloadName], Field(min_length=1), AfterValidator(distinct)]
    """What the methods are tried on; see `ganbench list workloads`."""
    methods: Annotated[list[Method], Field(min_length=1), AfterValidator(distinct)]
    """What is compared; see `ganbench list methods`."""
    seeds: Seeds
    """A number of seeds, counted from 0, or a list of them."""
    budget: Budget
    """How long every trial may train."""
    evaluate: Evaluate
    """When and on how much a generator is measured."""
    plugins: list[str] = []
    """Python files that define LOSSES, STABILIZERS, METHODS or WORKLOADS, relative to this file."""


KEYS = {
    "": list(Suite.model_fields),
    "budget": list(Budget.model_fields),
    "evaluate": list(Evaluate.model_fields),
    "methods": list(Method.model_fields),
}
"""The keys of each model by the suite key that it stands under; "" for the suite itself."""
