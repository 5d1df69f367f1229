"""`python -m interestlab`."""

import sys

from interestlab.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
