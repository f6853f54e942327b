"""The page of rules in the docs, made from the registry: python -m recruit.check.page docs/rules.md"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from recruit.check.catalogue import rules
from recruit.check.registry import Severity


def rules_page() -> str:
    """Return the page of all rules as Markdown."""
    lines = [
        "# Quy tắc kiểm tra",
        "",
        "Trang này lập từ bảng quy tắc của chương trình. Ngưỡng (tuổi, số tháng, số ngày) "
        "đặt được ở trang Quy định của kế hoạch năm.",
        "",
    ]
    for severity, title in ((Severity.ERROR, "Lỗi"), (Severity.WARNING, "Lưu ý")):
        lines += [f"## {title}", "", "| Mã | Nội dung | Cách sửa | Căn cứ |", "|---|---|---|---|"]
        for rule in rules():
            if rule.severity is severity:
                cells = (rule.code, _plain(rule.message), _plain(rule.remedy), rule.source)
                lines.append("| " + " | ".join(cells) + " |")
        lines.append("")
    return "\n".join(lines)


def _plain(template: str) -> str:
    return re.sub(r"\{\w+\}", "…", template)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(rules_page(), encoding="utf-8", newline="\n")
