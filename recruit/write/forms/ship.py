"""Writes the shipped form and plan from their declarations: python -m recruit.write.forms.ship templates"""

from __future__ import annotations

import sys
from pathlib import Path

from recruit.write.forms.book import form_bytes
from recruit.write.forms.plan import plan_bytes

TEMPLATES = {"bieu_bao_cao_thang.xlsx": form_bytes, "ke_hoach_nam.xlsx": lambda: plan_bytes({}, [])}


def main(folder: Path) -> None:
    """Write both workbooks into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in TEMPLATES.items():
        (folder / name).write_bytes(make())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
