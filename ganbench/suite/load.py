"""From a file's name to a suite that is known to make sense."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from ganbench.errors import GanbenchError
from ganbench.suite import document, plugins
from ganbench.suite.document import Document
from ganbench.suite.files import find
from ganbench.suite.problems import told
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
    digests = {Path(name).as_posix(): plugins.load(path) for name, path in files.items()}
    try:
        suite = Suite.model_validate(contents.data)
    except ValidationError as error:
        raise told(error, contents, KEYS) from error
    paths = tuple(path.resolve() for path in files.values())
    return LoadedSuite(suite, file, contents.text, digests, paths)


def _plugin_files(contents: Document, folder: Path) -> dict[str, Path]:
    """The plugins by name, before validation: whether a name is known depends on them."""
    names = contents.data.get("plugins")
    if not isinstance(names, list):
        return {}
    files: dict[str, Path] = {}
    for i, name in enumerate(names):
        if not isinstance(name, str):
            continue
        files[name] = folder / name
        if not files[name].is_file():
            line, _ = contents.place(("plugins", i))
            raise GanbenchError(
                f"{contents.file}:{line}: plugins[{i}]: expected a Python file, "
                f"found no file {files[name]}."
            )
    return files
