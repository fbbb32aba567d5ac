"""A suite as a dictionary, with the keys of a suite file and objects where it has names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from ganbench.mistakes import KeyPath
from ganbench.suite.document import Document, Place

_NOWHERE: Place = (0, 0)


def document_of(source: Mapping[str, Any]) -> Document:
    """Returns the document of a suite that is given as a dictionary.

    Args:
        source: The keys of a suite file; a method, a workload, a loss, a stabilizer, an optimizer
            or a network may be an object. The document's text, which is stored beside results, has
            their `repr`.
    """
    data = _plain(source)
    text = yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True)
    return Document("the suite", text, data, dict(_places(data, ())))


class _Dumper(yaml.SafeDumper):
    """Writes an object as the text that Python shows of it."""


_Dumper.add_multi_representer(object, lambda dumper, value: dumper.represent_str(repr(value)))


def _plain(value: Any) -> Any:
    """Returns a value as a file would give it; objects stay what they are."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | range):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, Path) else value


def _places(value: Any, key: KeyPath) -> Iterator[tuple[KeyPath, Place]]:
    yield key, _NOWHERE
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _places(item, (*key, name))
    elif isinstance(value, list):
        for i, item in enumerate(value):
            yield from _places(item, (*key, i))
