"""Methods: recipes of parts, with their papers."""

from __future__ import annotations

from typing import Any

from ganbench.cli.view import Facts, Row, View, optimizer_text, part_text
from ganbench.methods import Part, Recipe
from ganbench.registry import Registry

_IDEAS = {
    "loss": "the loss",
    "penalty": "a penalty",
    "normalization": "D's layers",
    "input": "what D sees",
    "updates": "the updates",
    "averaging": "averaging G",
    "network": "the networks",
}


def row(known: Registry[Recipe], name: str) -> Row:
    """Returns what `list` has of a method."""
    recipe = known[name]
    own = recipe.generator_optimizer, recipe.discriminator_optimizer
    return {
        "title": recipe.title,
        "idea": recipe.idea,
        "loss": part_text(recipe.loss),
        "stabilizers": [part_text(part) for part in recipe.stabilizers],
        "generator_optimizer": own[0] and repr(own[0]),
        "discriminator_optimizer": own[1] and repr(own[1]),
        "discriminator_steps": recipe.discriminator_steps,
        "paper": f"{recipe.reference.authors} {recipe.reference.year}",
        "paper_title": recipe.reference.title,
        "url": recipe.reference.url,
    }


def cells(row: Row) -> dict[str, str]:
    """Returns the cells of a row of the table, by the column's title."""
    own = row["generator_optimizer"]  # of the recipe; the other player's is of the same kind
    suffix = f", {own.partition('(')[0]}" if own else ""
    return {
        "Name": row["name"],
        "Made of": " + ".join([row["loss"], *row["stabilizers"]]) + suffix,
        "D:G": f"{row['discriminator_steps']}:1",
        "Paper": row["paper"].replace(" et al.", ""),
    }


def facts(known: Registry[Recipe], name: str) -> Facts:
    """Returns what `show` prints of a method, its eigenvalues and its cost computed."""
    from ganbench.cli.dynamics import cost, eigenvalues
    from ganbench.losses import LOSSES
    from ganbench.stabilizers import STABILIZERS

    recipe = known[name]
    rows = [
        ("formula", recipe.formula),
        ("paper", str(recipe.reference)),
        ("loss", _in_full(recipe.loss, LOSSES)),
        *(("stabilizer", _in_full(part, STABILIZERS)) for part in recipe.stabilizers),
        ("G optimizer", optimizer_text(recipe.generator_optimizer)),
        ("D optimizer", optimizer_text(recipe.discriminator_optimizer)),
        ("steps", f"{recipe.discriminator_steps} of D for each of G"),
        ("Dirac-GAN", eigenvalues(name)),
        ("cost", cost(name)),
        *([("notes", recipe.notes)] if recipe.notes else []),
    ]
    return Facts((recipe.title,), tuple(rows))


def heading(row: Row) -> str:
    """Returns the heading that a method is listed under: the idea that it is a case of."""
    return _IDEAS.get(row["idea"], str(row["idea"]))


def _in_full(part: Part, known: Registry[Any]) -> str:
    """`gradient-penalty (weight 10, target 1)`: a part with all its parameters."""
    from ganbench.parameters import parameters

    defaults = {name: each.default for name, each in parameters(known[part.name]).items()}
    return part_text(Part(part.name, {**defaults, **part.parameters}))


VIEW = View(row, cells, facts, heading, tuple(_IDEAS.values()))
