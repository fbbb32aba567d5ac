import logging

import pytest

from ganbench.execution.warnings import hide_missing_cuda


@pytest.fixture
def logger():
    logger = logging.getLogger("torch.utils.cpp_extension")
    before = list(logger.filters)
    yield logger
    logger.filters = before


def test_the_missing_runtime_is_not_told_and_all_else_is(logger, caplog):
    hide_missing_cuda()
    logger.warning("No CUDA runtime is found, using CUDA_HOME='%s'", "/usr/local/cuda")
    logger.warning("Something else about %s", "CUDA")
    assert [record.getMessage() for record in caplog.records] == ["Something else about CUDA"]
