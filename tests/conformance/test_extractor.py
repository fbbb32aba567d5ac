import pytest
import torch
from torch import Tensor, nn

from ganbench.conformance.kit import run
from ganbench.conformance.subject import Subject
from ganbench.features import EXTRACTORS, Extractor


def results(extractor: object) -> dict[str, tuple[str, str]]:
    EXTRACTORS.add("tried", extractor, "a.py")  # type: ignore[arg-type]
    found = run(Subject("extractor", "tried", extractor))
    return {result.name: (result.status, f"{result.reason} {result.mend}") for result in found}


class Means(nn.Module):
    def forward(self, images: Tensor) -> Tensor:
        return images.mean(dim=(2, 3))


class Drawn(nn.Module):
    def forward(self, images: Tensor) -> Tensor:
        return torch.rand(len(images), 3)


class Ranked(nn.Module):
    def forward(self, images: Tensor) -> Tensor:
        means = images.mean(dim=(2, 3))
        return means - means.mean(dim=0)


class Infinite(nn.Module):
    def forward(self, images: Tensor) -> Tensor:
        return images.mean(dim=(2, 3)) / 0


class Whole(nn.Module):
    def forward(self, images: Tensor) -> Tensor:
        return images


@pytest.mark.parametrize("name", ["digits", "stacked-mnist", "inception"])
def test_what_ships_passes_or_says_what_it_needs(name, monkeypatch) -> None:
    monkeypatch.setenv("GANBENCH_INCEPTION", "/no/such/file")
    found = list(run(Subject("extractor", name, EXTRACTORS[name])))
    here = "info" if name == "inception" else "passed"
    assert [(result.name, result.status) for result in found] == [
        ("interface", "passed"),
        ("features", here),
        ("alone", here),
    ]


def test_a_module_and_a_line_pass() -> None:
    assert {status for status, _ in results(Extractor("means", Means)).values()} == {"passed"}


@pytest.mark.parametrize(
    ("extractor", "check", "told"),
    [
        (Extractor("", Means), "interface", "`title` is empty"),
        (Means, "interface", "ganbench.features.Extractor"),
        (Extractor("drawn", Drawn), "features", "the second time Draw nothing"),
        (Extractor("infinite", Infinite), "features", "not finite"),
        (Extractor("whole", Whole), "features", "found (5, 3, 32, 32)"),
        (Extractor("ranked", Ranked), "alone", "when it comes with others"),
    ],
)
def test_each_check_finds_what_it_is_for(extractor, check, told) -> None:
    status, text = results(extractor)[check]
    assert status == "failed"
    assert told in text
