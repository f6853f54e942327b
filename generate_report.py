"""Run this file: `python generate_report.py --help`."""

import gc
import sys

from recruit.cli import main

if __name__ == "__main__":
    code = main()
    # What is left need not be taken apart: the process ends.
    gc.freeze()
    sys.exit(code)
