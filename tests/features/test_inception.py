from pathlib import Path

import numpy as np
import pytest
import torch
import torch_fidelity
from torch import Tensor
from torch.utils.data import Dataset, Subset

from ganbench.errors import GanbenchError
from ganbench.features import extract, identity, inception
from ganbench.features.extractor import module
from ganbench.features.published import bytes_of
from ganbench.metrics.kid import kernel_sums, kid
from ganbench.metrics.score import split_scores


def bare(pixels: Tensor) -> Dataset[Tensor]:
    """Images as torch-fidelity takes them: no tuples."""
    return Subset(pixels, range(len(pixels)))


def pixels(n: int, seed: int) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randint(256, (n, 3, 8, 8), generator=generator, dtype=torch.uint8)


def decoded(images: Tensor) -> Tensor:
    return images.float() / 127.5 - 1


def test_the_scores_are_those_of_torch_fidelity_on_the_same_weights(random_inception) -> None:
    """FID is left out: theirs takes a minute for 2048 features, and needs the same features."""
    fake, real = pixels(4, seed=0), pixels(4, seed=1) // 4
    theirs = torch_fidelity.calculate_metrics(
        input1=bare(fake),
        input2=bare(real),
        kid=True,
        isc=True,
        kid_subsets=1,
        kid_subset_size=4,
        isc_splits=2,
        samples_shuffle=False,
        feature_extractor_weights_path=str(random_inception),
        cuda=False,
        cache=False,
        save_cpu_ram=True,
        verbose=False,
    )
    ours = extract("inception", decoded(fake))
    others = extract("inception", decoded(real)).features
    assert ours.features.shape == (4, 2048)
    assert ours.probabilities is not None
    assert ours.probabilities.shape == (4, 1008)
    assert ours.features.std() > 0.01  # random weights, and yet not all the same
    found = kid(ours.features, kernel_sums(others))
    assert found == pytest.approx(theirs["kernel_inception_distance_mean"], rel=1e-4)
    score = split_scores(ours.probabilities, splits=2).mean
    assert score == pytest.approx(theirs["inception_score_mean"], rel=1e-6)
    assert score > 1 + 1e-4


def test_images_become_the_bytes_that_they_were() -> None:
    levels = torch.arange(256, dtype=torch.uint8)
    assert torch.equal(bytes_of(decoded(levels)), levels)
    assert bytes_of(torch.tensor([-1.0, 0.0, 1.0])).tolist() == [0, 128, 255]


def test_loading_draws_nothing_from_the_global_stream(random_inception: Path) -> None:
    torch.manual_seed(7)
    before = torch.get_rng_state()
    assert len(identity("inception")) == 64
    assert torch.equal(torch.get_rng_state(), before)


def test_without_the_file_one_message_says_what_to_do(hub: Path) -> None:
    with pytest.raises(GanbenchError) as caught:
        extract("inception", torch.zeros(1, 3, 8, 8))
    told = str(caught.value)
    fetch = "ganbench data fetch inception"
    for part in (fetch, inception.URL, str(hub.parent), inception.VARIABLE):
        assert part in told
    assert len(told.splitlines()) == 1


def test_a_named_file_that_is_not_there_is_told_by_its_name(hub, monkeypatch) -> None:
    monkeypatch.setenv(inception.VARIABLE, "/no/such/file")
    assert "GANBENCH_INCEPTION names /no/such/file" in str(inception.missing())


@pytest.mark.parametrize("cut", [0, 1, 1000])
def test_a_file_with_another_hash_is_never_opened(hub, random_inception, monkeypatch, cut) -> None:
    """Another file, or the right one without its end."""
    data = random_inception.read_bytes()
    hub.parent.mkdir(parents=True)
    hub.write_bytes(data[:-cut] if cut else b"a pickle that does harm")
    monkeypatch.delenv(inception.VARIABLE)
    monkeypatch.setattr(torch, "load", lambda *_, **__: pytest.fail("opened"))
    for use in (inception.build, lambda: extract("inception", torch.zeros(1, 3, 8, 8))):
        with pytest.raises(GanbenchError, match=f"expected the sha256 {inception.SHA256}, found"):
            use()


def test_a_file_that_changes_is_hashed_again(hub: Path, random_inception: Path, monkeypatch):
    monkeypatch.setenv(inception.VARIABLE, str(hub))
    hub.parent.mkdir(parents=True)
    hub.write_bytes(random_inception.read_bytes())
    assert inception.missing() is None
    hub.write_bytes(b"other")
    assert "expected the sha256" in str(inception.missing())


def test_the_hash_is_the_one_of_the_files_name() -> None:
    assert inception.SHA256[:8] in inception.FILE
    assert len(inception.SHA256) == 64


@pytest.mark.parametrize("home", ["TORCH_HOME", "XDG_CACHE_HOME", None])
def test_it_is_looked_for_where_torch_keeps_its_files(home, tmp_path, monkeypatch) -> None:
    for name in ("TORCH_HOME", "XDG_CACHE_HOME", inception.VARIABLE):
        monkeypatch.delenv(name, raising=False)
    if home:
        monkeypatch.setenv(home, str(tmp_path))
    assert inception.place() == Path(torch.hub.get_dir()) / "checkpoints" / inception.FILE


def test_offline_nothing_is_fetched(hub: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GANBENCH_OFFLINE", "1")
    monkeypatch.setattr(inception, "download", lambda *_: pytest.fail("went to the network"))
    with pytest.raises(GanbenchError, match="GANBENCH_OFFLINE is set, so nothing is downloaded"):
        inception.fetch()


def test_without_a_network_the_other_ways_are_told(hub: Path, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(inception, "URL", (tmp_path / "nowhere").as_uri())
    with pytest.raises(GanbenchError, match=rf"cannot be fetched.* or set {inception.VARIABLE} to"):
        inception.fetch()


def test_what_is_there_is_not_fetched_again(random_inception: Path, monkeypatch) -> None:
    monkeypatch.setattr(inception, "download", lambda *_: pytest.fail("went to the network"))
    assert inception.fetch() == random_inception


def test_what_is_not_there_is_fetched_to_where_it_is_looked_for(
    hub: Path, random_weights: Path, random_inception: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(inception.VARIABLE)
    monkeypatch.setattr(inception, "URL", random_weights.as_uri())
    assert inception.fetch() == hub
    assert inception.missing() is None
    module.cache_clear()
    assert np.isfinite(extract("inception", torch.zeros(2, 1, 8, 8)).features).all()


def test_a_wrong_file_is_left_alone(hub, random_weights, random_inception, monkeypatch) -> None:
    monkeypatch.delenv(inception.VARIABLE)
    monkeypatch.setattr(inception, "URL", random_weights.as_uri())
    hub.parent.mkdir(parents=True)
    hub.write_bytes(b"another")
    with pytest.raises(GanbenchError, match="Remove this file, and run `ganbench data fetch"):
        inception.fetch()
    assert hub.read_bytes() == b"another"


def test_a_file_that_the_user_names_is_never_overwritten(
    hub, random_weights, random_inception, tmp_path, monkeypatch
) -> None:
    mine = tmp_path / "mine.pth"
    mine.write_bytes(b"mine")
    monkeypatch.setenv(inception.VARIABLE, str(mine))
    monkeypatch.setattr(inception, "URL", random_weights.as_uri())
    with pytest.raises(
        GanbenchError, match=f"expected the sha256 .* or unset {inception.VARIABLE}"
    ):
        inception.fetch()
    assert mine.read_bytes() == b"mine"
    assert [path.name for path in tmp_path.iterdir()] == ["mine.pth"]


def test_what_is_not_there_is_fetched_to_where_the_user_names_it(
    hub, random_weights, random_inception, tmp_path, monkeypatch
) -> None:
    monkeypatch.setenv(inception.VARIABLE, str(tmp_path / "mine.pth"))
    monkeypatch.setattr(inception, "URL", random_weights.as_uri())
    assert inception.fetch() == tmp_path / "mine.pth"
    assert inception.missing() is None
