"""The one exception that means: the user can mend this."""


class GanbenchError(Exception):
    """A mistake in the input, told in one message: what was expected, found, and what to do.

    The command line prints the message and exits with code 2; `--debug` adds the traceback.
    """
