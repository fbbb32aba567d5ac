"""A YAML file as plain data, with the line of each key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml
from typing_extensions import override

from ganbench.errors import SuiteError

if TYPE_CHECKING:  # listing suites does not import pydantic
    from ganbench.mistakes import KeyPath

Place: TypeAlias = "tuple[int, int]"

MAX_BYTES = 1_000_000
MAX_NODES = 10_000  # after aliases are expanded: ten lines of them can mean a billion nodes
MAX_DEPTH = 40


@dataclass(frozen=True)
class Document:
    """The contents of a suite file.

    Attributes:
        file: Its name, as messages give it.
        text: Its text.
        data: What it says: mappings, lists, words, numbers, booleans and nulls.
        places: The line and column, from 1, of every key and item, by its path in `data`; 0 for
            what was never written.
        repeated: A message for each key that is there twice; `data` has the first.
    """

    file: str
    text: str
    data: dict[str, Any]
    places: Mapping[KeyPath, Place]
    repeated: tuple[str, ...] = ()

    def where(self, key: KeyPath) -> str:
        """Returns what a message begins with: the file, and the line where there are lines."""
        line, _ = self.place(key)
        return f"{self.file}:{line}: " if line else f"{self.file}: "

    def place(self, key: KeyPath) -> Place:
        """Returns line and column of what the path names, or of the part of it that exists."""
        while key not in self.places:
            key = key[:-1]
        return self.places[key]


_CORE = {
    "null": r"~|null|Null|NULL|",
    "bool": r"true|True|TRUE|false|False|FALSE",
    "int": r"[-+]?(0|[1-9][0-9]*)",
    "float": r"[-+]?((0|[1-9][0-9]*)(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?|[-+]?\.inf|\.nan",
    "merge": r"<<",
}


class _Loader(yaml.SafeLoader):
    """Resolves scalars as YAML 1.2 does: to the older PyYAML `1e-3` is a word and `no` is false."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - None: whatever the first character is
        None: [(f"tag:yaml.org,2002:{tag}", re.compile(f"^({p})$")) for tag, p in _CORE.items()]
    }
    depth = 0

    @override
    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        """Counts the levels: when Python gives up recursion differs from one process to another."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.MarkedYAMLError(problem="it is nested too deeply", problem_mark=mark)
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


def read(path: Path) -> Document:
    """Reads a suite file.

    Raises:
        SuiteError: It cannot be read, is not text, not YAML, or not a mapping of keys to values.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise SuiteError(f"{path}: the suite file cannot be read: {error.strerror}.") from error
    if len(content) > MAX_BYTES:
        raise SuiteError(f"{path}: expected a suite file, found more than {MAX_BYTES:,} bytes.")
    try:
        return parse(content.decode("utf-8-sig"), str(path))
    except UnicodeDecodeError as error:
        raise SuiteError(
            f"{path}: expected a suite file (YAML text in UTF-8), found a binary file."
        ) from error


def parse(text: str, file: str) -> Document:
    """Turns YAML text into a document.

    Args:
        text: What the file says.
        file: The file's name, for messages.

    Raises:
        SuiteError: The text is not YAML, not safe, or not a mapping.
    """
    try:
        loader = _Loader(text)
        root = loader.get_single_node()
        if not isinstance(root, yaml.MappingNode):
            raise SuiteError(
                f"{file}:1: expected a suite (keys such as `name:` and `methods:`), "
                f"found {'nothing' if root is None else _node_type(root)}."
            )
        walk = _Walk(loader, file, {(): (1, 1)})
        data = walk.value(root, ())
        return Document(file, text, data, walk.places, tuple(walk.repeated))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{file}:{mark.line + 1}" if mark else file
        problem = getattr(error, "problem", None) or getattr(error, "reason", None) or error
        raise SuiteError(f"{where}: this is not YAML that can be read: {problem}.") from error


def _node_type(node: yaml.Node) -> str:
    kinds: dict[type, str] = {yaml.MappingNode: "a mapping", yaml.SequenceNode: "a list"}
    return kinds.get(type(node), "a single value")


@dataclass
class _Walk:
    """Builds the data of a tree of nodes, and records the line and column of each."""

    loader: _Loader
    file: str
    places: dict[KeyPath, Place]
    repeated: list[str] = field(default_factory=list)
    nodes: int = 0

    def value(self, node: yaml.Node, key: KeyPath) -> Any:
        self.nodes += 1
        if self.nodes > MAX_NODES or len(key) > MAX_DEPTH:
            raise self.error(node, "this is too large or too deep, aliases expanded, for a suite.")
        if isinstance(node, yaml.ScalarNode):
            return self.loader.construct_object(node)
        if node.tag not in ("tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"):
            raise self.error(node, f"expected plain YAML, found the tag {node.tag}. Remove it.")
        if isinstance(node, yaml.SequenceNode):
            return [self.item(item, item, (*key, i)) for i, item in enumerate(node.value)]
        return self.mapping(node, key)

    def mapping(self, node: yaml.Node, key: KeyPath) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for name, child in node.value:
            if not isinstance(name, yaml.ScalarNode):
                raise self.error(name, f"expected a word as key, found {_node_type(name)}.")
            if name.tag == "tag:yaml.org,2002:merge":
                raise self.error(name, "merge keys (`<<`) are not supported. Use `extends`.")
            if name.value in data:
                twice = self.error(name, f"the key '{name.value}' is here twice. Remove one.")
                self.repeated.append(str(twice))
                continue
            data[name.value] = self.item(name, child, (*key, name.value))
        return data

    def item(self, position: yaml.Node, node: yaml.Node, key: KeyPath) -> Any:
        self.places[key] = (position.start_mark.line + 1, position.start_mark.column + 1)
        return self.value(node, key)

    def error(self, node: yaml.Node, message: str) -> SuiteError:
        return SuiteError(f"{self.file}:{node.start_mark.line + 1}: {message}")
