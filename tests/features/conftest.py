import hashlib
from pathlib import Path

import pytest
import torch

from ganbench.features import inception
from ganbench.features.extractor import _identity, module


@pytest.fixture(autouse=True)
def nothing_is_kept_of_what_a_test_loads():
    yield
    module.cache_clear()
    _identity.cache_clear()


@pytest.fixture(scope="session")
def random_weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of the structure of Inception's weights, with random ones that keep the scale."""
    from torch_fidelity import feature_extractor_inceptionv3 as theirs

    with pytest.MonkeyPatch.context() as patch, torch.random.fork_rng():
        torch.manual_seed(0)
        patch.setattr(theirs, "load_state_dict_from_url", lambda *_, **__: {})
        patch.setattr(theirs.FeatureExtractorInceptionV3, "load_state_dict", lambda *_: None)
        network = theirs.FeatureExtractorInceptionV3("inception-v3-compat", ["2048"])
        for layer in network.modules():
            if isinstance(layer, torch.nn.Conv2d):
                torch.nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
        torch.nn.init.normal_(network.fc.bias)  # so that scores without it are other ones
    path: Path = tmp_path_factory.mktemp("inception") / inception.FILE
    torch.save(network.state_dict(), path)
    return path


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where Inception's weights are looked for; nothing is there yet."""
    monkeypatch.delenv(inception.VARIABLE, raising=False)
    monkeypatch.delenv("GANBENCH_OFFLINE", raising=False)
    monkeypatch.setenv("TORCH_HOME", str(tmp_path))
    return tmp_path / "hub" / "checkpoints" / inception.FILE


@pytest.fixture
def random_inception(random_weights: Path, hub: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Inception's weights are there, and are random ones."""
    digest = hashlib.sha256(random_weights.read_bytes()).hexdigest()
    monkeypatch.setattr(inception, "SHA256", digest)
    monkeypatch.setenv(inception.VARIABLE, str(random_weights))
    return random_weights
