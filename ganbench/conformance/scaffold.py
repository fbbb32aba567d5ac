"""Writes a plugin package from templates; nothing here imports torch."""

from __future__ import annotations

import keyword
import re
import sys
from importlib.resources import files
from pathlib import Path
from string import Template

from ganbench.errors import GanbenchError
from ganbench.kinds import Kind
from ganbench.wording import with_article

_TAKEN = {*sys.stdlib_module_names, "conftest", "ganbench", "numpy", "setup", "tests", "torch"}


def write(kind: Kind, name: str, out: Path) -> Path:
    """Writes a package with one working example.

    Args:
        kind: What it is.
        name: What suite files call it, and the folder.
        out: Where the folder goes.

    Returns:
        The new folder.

    Raises:
        GanbenchError: The name does not do, the folder exists, or it cannot be written.
    """
    module = name.replace("-", "_")
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name) or len(name) > 64:
        raise GanbenchError(
            f"Expected a name of small letters, digits and single hyphens between them, beginning "
            f"with a letter and at most 64 long, such as my-{kind.slug}; found '{name}'."
        )
    if keyword.iskeyword(module) or module in _TAKEN:
        raise GanbenchError(
            f"Expected a name that is free as a Python module, found '{name}', which is taken. "
            f"Try 'my-{name}'."
        )
    if name in kind.registry:
        raise GanbenchError(
            f"Expected a new name, found '{name}', {with_article(kind.name)} that ganbench knows "
            f"already. Try 'my-{name}'."
        )
    folder = out / name
    if folder.exists():
        raise GanbenchError(
            f"Expected no folder '{folder}', found one; nothing was written. Choose another name, "
            "another place with --out, or remove it."
        )
    check, pytest = f"ganbench check {name}", "python -m pytest"
    width = max(len(check), len(pytest))  # the README's comments stand below each other
    camel = "".join(word.capitalize() for word in name.split("-"))
    values = {
        "name": name,
        "kind": kind.name,
        "plural": kind.plural,
        "module": module,
        "attribute": camel if kind.of_classes else module.upper(),
        "title": name.replace("-", " ").capitalize(),
        "class": camel,
        "check": check.ljust(width),
        "pytest": pytest.ljust(width),
    }
    templates = files("ganbench.conformance") / "templates"
    parts = {
        "pyproject.toml": "pyproject.toml.txt",
        "README.md": "README.md.txt",
        f"{module}.py": f"{kind.slug}.py.txt",
        "tests/test_it.py": "test_it.py.txt",
    }
    texts = {
        path: Template((templates / source).read_text(encoding="utf-8")).substitute(values)
        for path, source in parts.items()
    }
    try:
        (folder / "tests").mkdir(parents=True)
        for path, text in texts.items():
            (folder / path).write_text(text, encoding="utf-8")
    except OSError as error:
        raise GanbenchError(
            f"{folder} cannot be written: {error.strerror}. Choose another place with --out."
        ) from error
    return folder
