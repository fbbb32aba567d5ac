from pathlib import Path
from typing import Any

import pytest
import torch
import torch_fidelity
from torch_fidelity.defaults import DEFAULTS

from ganbench.errors import GanbenchError
from ganbench.features import inception


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The path at which the weights are looked for; nothing is there yet."""
    monkeypatch.setattr(torch.hub, "get_dir", lambda: str(tmp_path))
    (tmp_path / "checkpoints").mkdir()
    return tmp_path / "checkpoints" / inception.FILE


def test_without_the_file_there_are_no_weights(hub: Path) -> None:
    assert inception.weights() is None


def test_a_file_with_another_hash_is_never_opened(hub: Path) -> None:
    hub.write_bytes(b"a pickle that does harm")
    with pytest.raises(GanbenchError, match="6726825d"):
        inception.weights()


def test_a_file_with_the_right_hash_is_found(hub: Path) -> None:
    hub.write_bytes(b"weights")
    assert inception.weights(sha256="9a129038") == hub


def test_torch_fidelity_gets_bytes_and_options_that_it_knows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: dict[str, Any] = {}

    def calculate(**options: Any) -> dict[str, float]:
        asked.update(options)
        return {
            "frechet_inception_distance": 1.0,
            "kernel_inception_distance_mean": 2.0,
            "inception_score_mean": 3.0,
        }

    monkeypatch.setattr(torch_fidelity, "calculate_metrics", calculate)
    fake = torch.tensor([-1.0, 0.0, 1.0, 7.0]).reshape(1, 1, 2, 2).repeat(20, 1, 1, 1)
    found = inception.measure(fake, torch.zeros(30, 3, 2, 2), Path("weights.pth"))
    assert found == {"fid": 1.0, "kid": 2.0, "is": 3.0}
    assert set(asked) <= set(DEFAULTS)  # it would swallow any other in silence
    assert asked["kid_subset_size"] == 20
    image = asked["input1"][0]
    assert image.dtype == torch.uint8
    assert image.tolist() == [[[0, 128], [255, 255]]] * 3
    assert len(asked["input2"]) == 30
