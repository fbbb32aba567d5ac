"""All that a user can do something about has one base, and a class for each kind of remedy."""

import ast
from pathlib import Path

import numpy as np
import pytest
import torch

import ganbench
from ganbench import errors
from ganbench.analysis.board import Board
from ganbench.datasets import load
from ganbench.errors import (
    DataError,
    DeviceError,
    GanbenchError,
    MeasurementError,
    PluginError,
    ResultsError,
    SuiteError,
    UnknownNameError,
)
from ganbench.execution.numerics import choose
from ganbench.features import extract
from ganbench.losses import LOSSES
from ganbench.metrics.expected import expect_samples
from ganbench.store import Store
from ganbench.suite import plugins
from ganbench.suite.load import load_suite

PACKAGE = Path(ganbench.__file__).parent

ELSEWHERE = {"conformance/hooks.py"}
"""A file whose exception a check turns into its result, so that no user meets it."""


def test_every_kind_of_error_has_the_base():
    kinds = [each for each in vars(errors).values() if isinstance(each, type)]
    assert len(kinds) == 9
    assert all(issubclass(kind, GanbenchError) for kind in kinds)


def test_no_exception_is_defined_without_the_base():
    based = {"GanbenchError", "UserWarning"}
    found = [
        f"{file}:{node.lineno}: {node.name}"
        for file in PACKAGE.rglob("*.py")
        if file.relative_to(PACKAGE).as_posix() not in {*ELSEWHERE, "errors.py"}
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
        and any(
            ast.unparse(base).endswith(("Error", "Exception", "Warning")) for base in node.bases
        )
        and not based & set(map(ast.unparse, node.bases))
    ]
    assert not found


def test_a_suite_that_is_wrong_is_a_suite_error(tmp_path):
    for suite in ({"name": "x"}, tmp_path / "missing.yaml"):
        with pytest.raises(SuiteError):
            load_suite(suite)


def test_a_plugin_that_cannot_be_loaded_is_a_plugin_error(tmp_path):
    (tmp_path / "broken.py").write_text("LOSSES = 1 / 0")
    with pytest.raises(PluginError, match="ZeroDivisionError"):
        plugins.load(tmp_path / "broken.py")


@pytest.mark.parametrize("kind", [UnknownNameError, LookupError])
def test_a_name_that_nothing_has_is_a_lookup_error_with_a_plain_message(kind):
    with pytest.raises(kind) as caught:
        LOSSES["hinges"]
    assert str(caught.value).startswith("There is no loss 'hinges'. Did you mean 'hinge'?")
    with pytest.raises(kind):
        ganbench.method("non-saturated")
    with pytest.raises(kind):
        Board("ring8", (), "gan", ())["gan"]


def test_data_that_cannot_be_had_are_a_data_error(tmp_path):
    with pytest.raises(DataError):
        load("npz", {"path": str(tmp_path / "missing.npz")})
    with pytest.raises(DataError):
        load("gaussian-mixture", {"layout": "spiral"})


@pytest.mark.parametrize("kind", [MeasurementError, ValueError])
def test_samples_that_a_metric_or_an_extractor_does_not_take_are_a_value_error(kind):
    with pytest.raises(kind):
        expect_samples("fid", np.zeros(3))
    with pytest.raises(kind):
        extract("digits", torch.zeros(2, 3, 8, 8))


@pytest.mark.skipif(torch.mps.is_available(), reason="needs a device that is not there")
def test_a_device_that_is_not_there_is_a_device_error(monkeypatch):
    monkeypatch.setattr("torch.cuda.is_available", lambda: False)
    with pytest.raises(DeviceError):
        choose("cuda", "float32", "off", steps=1)


def test_a_folder_without_results_is_a_results_error(tmp_path):
    with pytest.raises(ResultsError):
        ganbench.load(tmp_path)
    with pytest.raises(ResultsError):
        Store.open(tmp_path).read("0123456789ab")
