"""Makes as many swollen files as one likes and counts the work on them: `python tests/swell.py 10000 --seed 7 --keep DIR`.

Exit code 1 where the work grows faster than a file (see `swollen`); each failure names the seed of its file, and
`--only SEED` runs that one again.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from random import SystemRandom

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from swollen import KINDS, SMALL, fault, swollen_file, swollen_files


def main() -> int:
    """Read the files that the arguments ask for; return the exit code."""
    parser = argparse.ArgumentParser(description="Make swollen files by a seed, and count the work on them.")
    parser.add_argument("count", nargs="?", type=int, default=1_000, help="how many files (default: 1000)")
    parser.add_argument("--seed", type=int, help="of the first file (default: a new one)")
    parser.add_argument("--kinds", default=",".join(KINDS), help="which files, by commas")
    parser.add_argument("--only", metavar="SEED", help="one file by its seed, such as 7:12")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="where to keep the files that fail")
    options = parser.parse_args()
    kinds = tuple(options.kinds.split(","))
    if not set(kinds) <= set(KINDS):
        parser.error(f"--kinds takes {', '.join(KINDS)}")
    seed = SystemRandom().randrange(10**9) if options.seed is None else options.seed
    # Of several kinds a file's number says which it is.
    number = int(options.only.partition(":")[2]) if options.only else 0
    made = (
        [swollen_file(options.only, (kinds[number % len(kinds)],))]
        if options.only
        else swollen_files(seed, options.count, kinds)
    )
    print(f"seed {options.only or seed}, {len(made)} files")
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for swollen in made:
            what = fault(swollen, Path(folder))
            if not what:
                continue
            failed += 1
            print(f"FAILED {swollen.seed} {swollen.name}: {what}\n    {swollen.note}", flush=True)
            if options.keep is not None:
                options.keep.mkdir(parents=True, exist_ok=True)
                (options.keep / f"{swollen.seed.replace(':', '-')} {swollen.name}").write_bytes(swollen.make(2 * SMALL))
    print(f"{failed} failures")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
