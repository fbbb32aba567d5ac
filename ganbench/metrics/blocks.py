"""Work on blocks of a matrix, on as many threads as the products may use.

Each thread multiplies a block of its own: so what is done with the products uses all threads too,
and no product waits for all threads, of which another program may have one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from threadpoolctl import ThreadpoolController

Block = TypeVar("Block")
Result = TypeVar("Result")


def each(work: Callable[[Block], Result], blocks: Iterable[Block]) -> list[Result]:
    """Returns what the work makes of each block, in their order, whatever the threads."""
    products = _products().select(user_api="blas")
    threads = max((library["num_threads"] for library in products.info()), default=1)
    if threads == 1:
        return [work(block) for block in blocks]
    with products.limit(limits=1), ThreadPoolExecutor(threads) as pool:
        return list(pool.map(work, blocks))


@cache
def _products() -> ThreadpoolController:
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()
