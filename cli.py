"""The door for a checkout: `python cli.py ...` does what the installed `threshold ...` does."""

import sys

from threshold.commands import main

if __name__ == "__main__":
    sys.exit(main())
