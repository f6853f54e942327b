"""Plays any number of years: python tests/play.py 50 --seed 1"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parent)]

from played_year import Disagreement, PlayedYear  # noqa: E402


def main() -> int:
    """Play the years and return how many did not agree."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("years", type=int, nargs="?", default=10)
    parser.add_argument("--seed", type=int, default=1, help="the first year's seed")
    options = parser.parse_args()
    failed = 0
    for seed in range(options.seed, options.seed + options.years):
        with tempfile.TemporaryDirectory() as folder:
            try:
                PlayedYear(seed, Path(folder)).play()
            except Disagreement as disagreement:
                failed += 1
                print(disagreement)
    print(f"{options.years} years played, {failed} did not agree")
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main())
