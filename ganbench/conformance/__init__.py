"""The conformance kit: checks of the contract of everything that has a name.

`ganbench check` runs it on anything that has a name; authors of plugins run it with pytest:

    from ganbench.conformance import Conformance

    class TestMine(Conformance):
        target = "my-method"
"""

from ganbench.conformance.case import Conformance
from ganbench.conformance.result import Result

__all__ = ["Conformance", "Result"]
