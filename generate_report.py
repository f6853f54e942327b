"""Run this file: `python generate_report.py --help`."""

import sys

from recruit.cli import main

if __name__ == "__main__":
    sys.exit(main())
