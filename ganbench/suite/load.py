"""From a file's name to a suite that is known to make sense."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import InitErrorDetails

from ganbench.errors import GanbenchError
from ganbench.mistakes import at, validated, worded
from ganbench.suite import document, plugins
from ganbench.suite.document import Document
from ganbench.suite.files import find
from ganbench.suite.messages import explained
from ganbench.suite.schema import KEYS, Suite


@dataclass(frozen=True)
class LoadedSuite:
    """A suite with the file that it came from.

    Attributes:
        suite: What it says.
        file: Where it says so.
        text: The file's text, to keep beside the results.
        plugins: The SHA-256 of each plugin by its path, relative to the suite's.
        plugin_files: The plugins' files, absolute: another process loads them before it trains.
    """

    suite: Suite
    file: Path
    text: str
    plugins: Mapping[str, str] = field(default_factory=dict)
    plugin_files: tuple[Path, ...] = ()


def load_suite(path_or_name: str | Path) -> LoadedSuite:
    """Reads and validates a suite, after running its plugins.

    Raises:
        GanbenchError: All that is wrong with the file, a line for each mistake.
    """
    file = find(path_or_name)
    contents = document.read(file)
    files = _plugin_files(contents, file.parent)
    digests: dict[str, str] = {}
    broken: list[InitErrorDetails] = []
    for name, (i, path) in files.items():
        try:
            digests[name] = plugins.load(path)
        except GanbenchError as error:
            key = ("plugins", i)
            broken += [at(key, worded(mistake), name) for mistake in str(error).splitlines()]
    try:
        suite = validated(contents.data, Suite.model_validate, broken)
    except ValidationError as error:
        others = str(explained(error, contents, KEYS))
        raise GanbenchError("\n".join([*contents.repeated, others])) from error
    if contents.repeated:
        raise GanbenchError("\n".join(contents.repeated))
    paths = tuple(path.resolve() for _, path in files.values())
    return LoadedSuite(suite, file, contents.text, digests, paths)


def _plugin_files(contents: Document, folder: Path) -> dict[str, tuple[int, Path]]:
    """Where the plugins are, by name, before validation: what names are known depends on them."""
    names = contents.data.get("plugins")
    return {
        Path(name).as_posix(): (i, folder / name)
        for i, name in enumerate(names if isinstance(names, list) else ())
        if isinstance(name, str)
    }
