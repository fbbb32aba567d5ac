import errno
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock

from ganbench.errors import GanbenchError
from ganbench.evaluation import cache as module
from ganbench.evaluation.cache import Cache

KEY = {"content": "abc", "n": 3}


def made(path: Path, counter: Path) -> float:
    def make():
        with counter.open("a") as file:
            file.write("x")
        time.sleep(0.01)  # as long as the others need to arrive
        return {"mean": np.arange(3.0)}

    return float(Cache(path).get(KEY, make)["mean"].sum())


def test_what_is_made_once_is_read_from_then_on(tmp_path):
    assert [made(tmp_path / "cache", tmp_path / "made") for _ in range(3)] == [3.0] * 3
    assert (tmp_path / "made").read_text() == "x"


def test_numbers_stay_numbers(tmp_path):
    for _ in range(2):
        found = Cache(tmp_path).get(KEY, lambda: {"a": np.array(3.5), "b": np.zeros((2, 3)).T})
        assert found["a"].shape == ()
        assert found["b"].shape == (3, 2)


def test_another_key_is_another_thing(tmp_path):
    cache = Cache(tmp_path)
    cache.get(KEY, lambda: {"a": np.zeros(2)})
    other = cache.get({**KEY, "n": 4}, lambda: {"a": np.ones(2)})
    assert other["a"].tolist() == [1, 1]
    assert cache.get(dict(reversed(KEY.items())), dict)["a"].tolist() == [0, 0]


def test_of_many_that_look_at_once_one_computes(tmp_path):
    """Each opens the lock anew, as another process would."""
    jobs = [(tmp_path / "cache", tmp_path / "made")] * 6
    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(made, *zip(*jobs, strict=True))) == [3.0] * 6
    assert (tmp_path / "made").read_text() == "x"


def test_a_finished_process_does_not_hold_another_up(tmp_path):
    """Of two that look for the same thing at the same time, the second waits for the first."""
    cache = Cache(tmp_path)
    cache.get(KEY, lambda: {"a": np.zeros(2)})
    [lock] = tmp_path.glob("*.lock")
    with FileLock(lock, timeout=0):  # held by nobody
        pass


@pytest.mark.parametrize(
    "damaged",
    [lambda whole: whole[:-5], lambda whole: whole[:-1] + b"?", lambda whole: b""],
    ids=["cut off", "a byte changed", "empty"],
)
def test_a_damaged_file_is_made_anew(tmp_path, damaged):
    cache = Cache(tmp_path)
    cache.get(KEY, lambda: {"a": np.zeros(2)})
    [file] = tmp_path.glob("*.safetensors")
    file.write_bytes(damaged(file.read_bytes()))
    assert cache.get(KEY, lambda: {"a": np.ones(2)})["a"].tolist() == [1, 1]
    assert cache.get(KEY, dict)["a"].tolist() == [1, 1]


def test_no_space_is_told_and_leaves_nothing_behind(tmp_path, monkeypatch):
    def full(arrays, path, metadata):
        Path(path).write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(module, "save_file", full)
    with pytest.raises(GanbenchError, match=r"No space left on device. Make space, or .*CACHE"):
        Cache(tmp_path).get(KEY, lambda: {"a": np.zeros(2)})
    assert not [path for path in tmp_path.iterdir() if path.suffix != ".lock"]


def test_a_mistake_in_what_computes_leaves_nothing_and_holds_nobody_up(tmp_path):
    cache = Cache(tmp_path)
    with pytest.raises(ZeroDivisionError):
        cache.get(KEY, lambda: {"a": np.array(1 // 0)})
    assert cache.get(KEY, lambda: {"a": np.ones(1)})["a"].tolist() == [1]


def test_the_users_folder_can_be_named(tmp_path, monkeypatch):
    monkeypatch.setenv("GANBENCH_CACHE", str(tmp_path / "there"))
    Cache.of_user().get(KEY, lambda: {"a": np.zeros(2)})
    assert list((tmp_path / "there").glob("*.safetensors"))
