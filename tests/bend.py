"""Bends as many files as one likes and measures them: `python tests/bend.py 10000 --seed 7 --keep DIR`.

Exit code 1 where something does not hold (see `bent_inbox`); each failure names the seed of its file, and
`--only SEED` runs that one again. `--kinds folder` bends whole folders instead (see `bent_folders`).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path
from random import SystemRandom

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bent_folders import failures
from bent_inbox import BATCH, Bent, bent_file, bent_files, try_files

KINDS = ("workbook", "mail", "outlook", "archive")
FOLDER = "folder"
MOST_SECONDS = 20


def main() -> int:
    """Run the batches that the arguments ask for; return the exit code."""
    parser = argparse.ArgumentParser(description="Bend files by a seed, measure them, and check what must hold.")
    parser.add_argument("count", nargs="?", type=int, default=1_000, help="how many files (default: 1000)")
    parser.add_argument("--seed", type=int, help="of the first batch (default: a new one)")
    parser.add_argument("--kinds", default=",".join(KINDS), help="which files, by commas")
    parser.add_argument("--only", metavar="SEED", help="one file by its seed, such as 7:12")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="where to keep the files that fail")
    options = parser.parse_args()
    kinds = tuple(options.kinds.split(","))
    if not set(kinds) <= set(KINDS) and kinds != (FOLDER,):
        parser.error(f"--kinds takes {', '.join(KINDS)}, or {FOLDER} alone")
    seed = SystemRandom().randrange(10**9) if options.seed is None else options.seed
    if kinds == (FOLDER,):
        return _bend_folders([options.only] if options.only else [f"{seed}:{at}" for at in range(options.count)])
    batches = -(-options.count // BATCH)
    if options.only:
        print(f"seed {options.only}")
        made = [[bent_file(options.only, kinds)]]
    else:
        print(f"seed {seed}, {batches * BATCH} files")
        made = (bent_files(seed + number, kinds) for number in range(batches))
    outcomes: Counter[str] = Counter()
    slowest: tuple[float, str] = (0.0, "")
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for bents in made:
            trial = try_files(Path(folder) / "hop thu", bents)
            outcomes.update(trial.outcomes)
            of = {bent.name: bent for bent in bents}
            for name, seconds in trial.seconds.items():
                label = f"{name}, seed {of[name].seed}: {of[name].note}" if name in of else name
                if name in of:
                    slowest = max(slowest, (seconds, label))
                # The batch as a whole has the checks in it, which no file's own time shows.
                if seconds > MOST_SECONDS * (1 if name in of else len(bents) + 1):
                    failed += 1
                    _tell(f"took {seconds:.1f} s", of.get(name), options.keep)
            for what, bent in trial.failures:
                failed += 1
                _tell(what, bent, options.keep)
    for word, count in outcomes.most_common():
        print(f"{count:8} {word}")
    print(f"slowest: {slowest[0]:.2f} s ({slowest[1][:300]})")
    print(f"{failed} failures")
    return int(failed > 0)


def _bend_folders(seeds: list[str]) -> int:
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in seeds:
            for what in failures(seed, Path(folder)):
                failed += 1
                print(f"FAILED {seed}: {what}")
    print(f"seeds {seeds[0]} to {seeds[-1]}: {failed} failures")
    return int(failed > 0)


def _tell(what: str, bent: Bent | None, keep: Path | None) -> None:
    if bent is None:
        print(f"FAILED: {what}")
        return
    print(f"FAILED {bent.seed} {bent.name}: {what}\n    bent: {bent.note[:600]}")
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        (keep / f"{bent.seed.replace(':', '-')} {bent.name}").write_bytes(bent.data)


if __name__ == "__main__":
    sys.exit(main())
