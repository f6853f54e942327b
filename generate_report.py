"""Run this file: `python generate_report.py --help`."""

import contextlib
import os
import sys

from recruit.cli import main

if __name__ == "__main__":
    code = main()
    for stream in filter(None, (sys.stdout, sys.stderr)):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    # What is left need not be taken apart, and what still loads beside it could not be.
    os._exit(code)
