"""Pin what the offline folder is made of: `python windows/lock.py` writes `requirements.txt` beside it, for win_amd64.

Each line has the hashes of the wheel for the Python that is shipped and of the one under which the tests run it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from pip._vendor.packaging.requirements import Requirement

HERE = Path(__file__).resolve().parent
SHIPPED, TESTED = "3.12", "3.11"

BOUNDS = ("numpy<2.4",)  # later builds stop on processors of ten years ago, before SSE4.2
_HEAD = """\
# What the offline folder is made of, for win_amd64: made by windows/lock.py out of pyproject.toml.
# Two hashes of one line are the wheels of CPython {shipped}, which is shipped, and of {tested}, under which tests run.
"""


def main() -> None:
    """Resolve what pyproject.toml asks for as Windows would, and write the pins."""
    project = tomllib.loads((HERE.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    shipped = _on_windows([*project["dependencies"], *BOUNDS])
    pins = [f"{name}=={version}" for name, (version, _) in shipped.items()]
    tested = _report(pins, TESTED)
    lines = []
    for name, (version, sha256) in sorted(shipped.items()):
        hashes = dict.fromkeys((sha256, _pinned(tested)[name][1]))
        lines.append(" \\\n    ".join((f"{name}=={version}", *(f"--hash=sha256:{value}" for value in hashes))))
    text = _HEAD.format(shipped=SHIPPED, tested=TESTED) + "\n".join(lines) + "\n"
    (HERE / "requirements.txt").write_text(text, encoding="utf-8", newline="\n")


def _on_windows(wanted: list[str]) -> dict[str, tuple[str, str]]:
    """Return name → (version, SHA-256) of all that Windows needs.

    pip asks markers of the machine that it runs on, so what only Windows wants is added until nothing more is wanted.
    """
    system = {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "python_version": SHIPPED}
    while True:
        found = _report(wanted, SHIPPED)
        have = _pinned(found)
        asked = (Requirement(line) for part in found for line in part["metadata"].get("requires_dist", ()))
        more = {
            str(one.name)
            for one in asked
            if one.marker and one.marker.evaluate(system | {"extra": ""}) and _plain(one.name) not in have
        }
        if not more:
            return have
        wanted = [*wanted, *sorted(more)]


def _report(wanted: list[str], python: str) -> list[dict]:
    """Return what pip would install for a Python of Windows."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        subprocess.run(
            [
                *(sys.executable, "-m", "pip", "install", "-q", "--dry-run", "--ignore-installed"),
                *("--only-binary=:all:", "--platform=win_amd64", f"--python-version={python}"),
                *(f"--target={folder}", f"--report={report}", *wanted),
            ],
            check=True,
        )
        return json.loads(report.read_text(encoding="utf-8"))["install"]


def _pinned(report: list[dict]) -> dict[str, tuple[str, str]]:
    return {
        _plain(part["metadata"]["name"]): (
            part["metadata"]["version"],
            part["download_info"]["archive_info"]["hashes"]["sha256"],
        )
        for part in report
    }


def _plain(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")


if __name__ == "__main__":
    main()
