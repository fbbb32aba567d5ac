import pytest

from ganbench.execution import machine


@pytest.mark.parametrize(
    ("limit", "workers", "threads", "expected"),
    [
        (None, None, None, (8, 1)),
        (None, 2, None, (2, 4)),
        ("1", 2, None, (2, 1)),
        ("3,2", 2, None, (2, 3)),
        ("64", 2, None, (2, 4)),
        ("many", 2, None, (2, 4)),
        ("1", 2, 4, (2, 4)),
    ],
)
def test_threads_keep_to_the_limit_of_openmp(limit, workers, threads, expected, monkeypatch):
    monkeypatch.setattr(machine, "cores", lambda: 8)
    if limit is None:
        monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    else:
        monkeypatch.setenv("OMP_NUM_THREADS", limit)
    found = machine.share_machine(9, "cpu", workers, threads)
    assert (found.workers, found.threads) == expected
