"""What is kept of real samples is found under all that it depends on."""

import importlib.util
import sys
from dataclasses import dataclass, replace

import numpy as np
import pytest
import torch
from torch import nn

from ganbench.datasets import load
from ganbench.evaluation import real as module
from ganbench.evaluation.cache import Cache
from ganbench.evaluation.real import Real
from ganbench.features import EXTRACTORS, Extractor, extract, fingerprint, identity
from ganbench.metrics import METRICS


class Flat(nn.Module):
    def forward(self, images):
        return images.flatten(1)


class Negative(nn.Module):
    def forward(self, images):
        return -images.flatten(1)


class Shifted(nn.Module):
    def __init__(self, by):
        super().__init__()
        self.register_buffer("by", torch.tensor(by), persistent=False)

    def forward(self, images):
        return images.flatten(1) + self.by


@pytest.fixture
def plugged():
    for name, build in (("flat", Flat), ("negative", Negative)):
        EXTRACTORS.add(name, Extractor(name, build), __file__)


@dataclass(frozen=True, eq=False)
class Asked(Cache):
    """Keeps nothing, and remembers what it was asked for."""

    keys: list

    def get(self, key, make):
        self.keys.append(key)
        return make()


@pytest.fixture
def key_of():
    """The key that the real side of digits is looked for under."""

    def ask(extractor="digits", split="test", n=50, data=None):
        keys = []
        Real(data or load("digits", {}), Asked(keys)).real_features(extractor, split, n)
        [key] = keys
        return key

    return ask


def test_a_key_names_all_that_features_depend_on(key_of, plugged, monkeypatch):
    plain = key_of()
    assert key_of() == plain
    data = load("digits", {})
    turned = replace(data, held_out={name: part.flip(-1) for name, part in data.held_out.items()})
    others = [
        key_of("flat"), key_of("negative"), key_of(split="validation"), key_of(n=51),
        key_of(data=turned),
    ]  # fmt: skip
    monkeypatch.setattr(module, "_code", lambda: "another version")
    keys = [plain, *others, key_of()]
    assert all(a != b for i, a in enumerate(keys) for b in keys[:i])


def test_numbers_are_kept_under_all_that_they_depend_on(plugged, monkeypatch):
    keys, metrics = [], {"fid-digits": METRICS["fid-digits"]}
    data = load("digits", {})

    def ask(what=("n", 1), metrics=metrics, data=data):
        Real(data, Asked(keys)).cached_numbers(
            dict([what]), metrics, lambda: dict.fromkeys(metrics, 0.0)
        )

    ask()
    ask(what=("n", 2))
    ask(data=load("digits", {}, train_size=300))
    ask(metrics={"fid-flat": METRICS["fid-flat"]})
    ask(metrics={"fid-negative": METRICS["fid-negative"]})
    ask(metrics={"fid-digits": replace(METRICS["fid-digits"], prepare=METRICS["kid"].prepare)})
    monkeypatch.setattr(module, "_code", lambda: "another version")
    ask()
    assert all(a != b for i, a in enumerate(keys) for b in keys[:i])


def test_networks_of_equal_weights_and_other_code_are_told_apart(plugged):
    assert identity("flat") == identity("negative")
    assert fingerprint("flat") != fingerprint("negative")


NET = """
from torch import nn
class Net(nn.Module):
    def forward(self, images):
        return {} * images.flatten(1)
"""


def test_an_edited_network_is_another_one(tmp_path, monkeypatch):
    found = []
    for factor in (1, -1):
        file = tmp_path / f"{factor}" / "net.py"
        file.parent.mkdir()
        file.write_text(NET.format(factor))
        spec = importlib.util.spec_from_file_location("an_edited_net", file)
        net = importlib.util.module_from_spec(spec)
        monkeypatch.setitem(sys.modules, spec.name, net)
        spec.loader.exec_module(net)
        EXTRACTORS.add("edited", Extractor("edited", net.Net), __file__)
        found.append((identity("edited"), fingerprint("edited")))
    (weights, code), (same, other) = found
    assert weights == same
    assert code != other


def test_a_buffer_that_is_not_saved_is_a_weight_too():
    for name, by in (("by-one", 1.0), ("by-two", 2.0)):
        EXTRACTORS.add(name, Extractor(name, lambda by=by: Shifted(by)), __file__)
    assert identity("by-one") != identity("by-two")


def test_features_of_one_extractor_are_not_taken_for_another_s(plugged, tmp_path):
    real = Real(load("digits", {}), Cache(tmp_path))
    a, b = (real.real_features(name, "test", 50).features for name in ("flat", "negative"))
    assert np.array_equal(a, -b)


def test_images_of_another_range_are_mapped_to_that_of_extractors(plugged):
    data = load("digits", {})
    bright = replace(data, coding=replace(data.coding, low=0.0, high=1.0))
    images = torch.rand(4, 1, 8, 8)
    assert np.allclose(
        Real(bright).extract_from(images, "flat").features,
        extract("flat", 2 * images - 1).features,
        atol=1e-6,
    )
