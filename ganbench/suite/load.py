"""Loads and validates a suite, from a file or a dictionary."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import InitErrorDetails

from ganbench.errors import PluginError, SuiteError
from ganbench.experiment.settings import Budget, Evaluation
from ganbench.experiment.suite import PluginFile, Suite
from ganbench.mistakes import located, sentence_error, validated_with
from ganbench.suite import document, plugins
from ganbench.suite.dictionary import document_of
from ganbench.suite.document import Document
from ganbench.suite.files import find
from ganbench.suite.schema import KEYS, SuiteFile
from ganbench.suite.suite_error import suite_error


def load_suite(source: str | Path | Mapping[str, Any]) -> Suite:
    """Reads and validates a suite, after running its plugins.

    Args:
        source: The path of a suite file, the name of a suite that ships, or a dictionary with the
            keys of a suite file, in which a part may be an object and the paths of plugins are
            relative to the current folder.

    Raises:
        SuiteError: All that is wrong with it, a line for each mistake.
    """
    if isinstance(source, Mapping):
        return _loaded(document_of(source), Path())
    file = find(source)
    return _loaded(document.read(file), file.parent)


def _loaded(contents: Document, folder: Path) -> Suite:
    files: list[PluginFile] = []
    broken: list[InitErrorDetails] = []
    for i, name in _plugin_names(contents):
        path = folder / name
        try:
            files.append(PluginFile(name, path.resolve(), plugins.load(path)))
        except PluginError as error:
            key = ("plugins", i)
            broken += [
                located(key, sentence_error(mistake), name) for mistake in str(error).splitlines()
            ]
    try:
        suite_file = validated_with(contents.data, SuiteFile.model_validate, broken)
    except ValidationError as error:
        others = str(suite_error(error, contents, KEYS))
        raise SuiteError("\n".join([*contents.repeated, others])) from error
    if contents.repeated:
        raise SuiteError("\n".join(contents.repeated))
    return Suite(
        name=suite_file.name,
        workloads=tuple(entry.workload for entry in suite_file.workloads),
        methods=tuple(entry.method for entry in suite_file.methods),
        seeds=tuple(suite_file.seeds),
        budget=Budget(**suite_file.budget.model_dump()),
        evaluation=Evaluation(**suite_file.evaluate.model_dump()),
        description=suite_file.description,
        plugins=tuple(files),
        text=contents.text,
    )


def _plugin_names(contents: Document) -> list[tuple[int, str]]:
    """The plugins before validation, with their places: what names are known depends on them."""
    names = contents.data.get("plugins")
    found = {
        Path(name).as_posix(): i
        for i, name in enumerate(names if isinstance(names, list) else ())
        if isinstance(name, str)
    }
    return [(i, name) for name, i in found.items()]
