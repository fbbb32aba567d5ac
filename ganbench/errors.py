"""The exceptions that a user can do something about, all from one base.

Three more stand beside what raises them: `ganbench.bounds.BoundsError` (a parameter is out of
bounds), `ganbench.hooks.UnknownHookError` (a class defines a hook that does not exist), and
`ganbench.networks.architecture.UnsuitedError` (a network cannot be changed as asked).

Plain exceptions remain where no user meets them: pydantic's in validators, which become a
`SuiteError`; a `ValueError` or a `LookupError` of a parser, which its caller turns into one of
these; `ModuleNotFoundError` for a module that does not exist.
"""


class GanbenchError(Exception):
    """A mistake in the input, told in one message: what was expected, found, and what to do.

    The command line prints the message and exits with code 2; `--debug` adds the traceback.

    Example:
        >>> import ganbench
        >>> try:
        ...     ganbench.Budget(generator_steps=0)
        ... except ganbench.GanbenchError as error:
        ...     print(error)
        generator_steps: expected a number of steps in [1, 100,000,000], found 0.
    """


class SuiteError(GanbenchError):
    """A suite cannot be read, or is not as expected: a line for each mistake."""


class PluginError(GanbenchError):
    """A plugin file or an installed package cannot be loaded, or registers something wrong."""


class UnknownNameError(GanbenchError, LookupError):
    """Nothing has the name that was asked for; the message has the nearest name, or all names."""


class DataError(GanbenchError):
    """A data set, or an extractor's weights: missing, broken, or not as expected."""


class MeasurementError(GanbenchError, ValueError):
    """Samples cannot be measured, because a metric or an extractor does not take them."""


class DeviceError(GanbenchError):
    """The device, the precision or the compiler that was asked for is not available."""


class WorkerError(GanbenchError):
    """A process that was to train could not begin."""


class ResultsError(GanbenchError):
    """A results folder cannot be read or written, or does not hold what was asked for."""
