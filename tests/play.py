"""Plays as many years as one likes and holds each against its players' books: `python tests/play.py --years 50 --seed 1`.

Exit code 1 where something does not hold; each failure names its seed, and `--years 1 --seed SEED` plays it again.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path
from random import SystemRandom

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from played_office import Disagreement
from played_year import PlayedYear


def main() -> int:
    """Play the years that the arguments ask for; return the exit code."""
    parser = argparse.ArgumentParser(
        description="Play years by a seed, and hold each month against the players' books."
    )
    parser.add_argument("--years", type=int, default=10, help="how many years (default: 10)")
    parser.add_argument("--seed", type=int, help="of the first year (default: a new one)")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="where to play and keep what is written")
    options = parser.parse_args()
    seed = SystemRandom().randrange(10**6) if options.seed is None else options.seed
    print(f"seed {seed}, {options.years} years", flush=True)
    slips: Counter[str] = Counter()
    runs = failed = 0
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        root = options.keep or Path(folder)
        for number in range(seed, seed + options.years):
            year = PlayedYear(number, root / str(number))
            try:
                year.play()
            except Disagreement as error:
                failed += 1
                print(f"FAILED {error}", flush=True)
            except Exception:
                failed += 1
                print(f"FAILED seed {number}:\n{traceback.format_exc()}", flush=True)
            slips.update(year.slips)
            runs += year.office.runs
    for kind, count in slips.most_common():
        print(f"{count:6} {kind}")
    print(f"{runs} runs, {sum(slips.values())} slips, {failed} failures, {time.monotonic() - started:.0f} s")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
