"""`python -m ganbench` is `ganbench`."""

import sys

from ganbench.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
