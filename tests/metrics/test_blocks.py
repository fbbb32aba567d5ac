import threading
from unittest.mock import patch

import numpy as np
import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from ganbench.metrics import kid as module
from ganbench.metrics.blocks import each
from ganbench.metrics.kid import kernel_sums


def blas_threads() -> list[int]:
    return [lib["num_threads"] for lib in threadpool_info() if lib["user_api"] == "blas"]


@pytest.mark.parametrize("threads", [1, 2])
def test_as_many_threads_as_products_may_use_with_one_each_and_in_order(threads: int) -> None:
    meeting = threading.Barrier(threads)  # is passed only by that many at a time

    def work(block: int) -> tuple[int, list[int]]:
        meeting.wait(timeout=10)
        return block, blas_threads()

    with threadpool_limits(threads, user_api="blas"):
        before = blas_threads()
        found = each(work, range(4))
        assert blas_threads() == before
    assert [block for block, _ in found] == [0, 1, 2, 3]
    assert {count for _, counts in found for count in counts[:1]} == {1}


def test_the_threads_do_not_change_a_digit() -> None:
    samples = np.random.default_rng(0).normal(size=(200, 7))
    sums = []
    with patch.object(module, "SIDE", 16):
        for threads in (1, 2, 2):
            with threadpool_limits(threads, user_api="blas"):
                sums.append(kernel_sums(samples).sums)
    assert np.array_equal(sums[0], sums[1])
    assert np.array_equal(sums[1], sums[2])


def test_an_error_in_a_block_is_the_callers() -> None:
    with threadpool_limits(2, user_api="blas"), pytest.raises(ZeroDivisionError):
        each(lambda block: 1 / block, [1, 0])
