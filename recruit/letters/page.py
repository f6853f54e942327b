"""The page of names that templates may use, made from their declarations: python -m recruit.letters.page docs/templates.md"""

from __future__ import annotations

import sys
from pathlib import Path

from recruit.letters.documents import ALL
from recruit.letters.head import HEAD_NAMES
from recruit.letters.mailing import NAMES as MAIL_NAMES
from recruit.letters.mailing import TEMPLATE as MAIL_TEMPLATE
from recruit.letters.names import Name

_OPENING = """\
# Tên dùng trong mẫu văn bản

Mẫu văn bản nằm trong thư mục `templates`, mở và sửa bằng Word hoặc LibreOffice. Chữ trong mẫu in nguyên như đã gõ; chỗ
ghi `{{ tên }}` được thay bằng giá trị. Trang này do chương trình lập từ khai báo của chính nó.

- `{{ hoc.so }}` in một giá trị.
- `{% if hoc.n %}…{% else %}…{% endif %}` chọn chữ trong một đoạn theo điều kiện.
- `{%p if du_thao %}` … `{%p endif %}`, mỗi thẻ một đoạn riêng, giữ hay bỏ cả đoạn nằm giữa.
- `{%p for can_cu in cac_can_cu %}` … `{%p endfor %}` lặp các đoạn nằm giữa, mỗi lần một giá trị của danh sách.
- `{%tr for dong in bang_don_vi %}` … `{%tr endfor %}`, mỗi thẻ một dòng riêng của bảng, lặp các dòng nằm giữa.
- Tên có `[]` là danh sách: `bang_don_vi[].ten` là `ten` của từng dòng, viết `{{ dong.ten }}` trong vòng lặp.
- Dùng được các bộ lọc `length`, `join`, `first`, `last`, `upper`, `lower` và phép thử `is odd`, `is even`; so sánh bằng `==`, `!=`,
  `>`, `<`, nối điều kiện bằng `and`, `or`, `not`. Mẫu không tính toán và không gọi hàm.

Sửa mẫu xong, chạy `python generate_report.py check`: tên sai, thẻ thiếu, thẻ đặt sai chỗ được chỉ ra từng đoạn, kèm một
bản sao của mẫu có ghi chú tại chỗ.
"""

_MAIL = """\
## Thư gửi đơn vị (`{template}`)

Tệp chữ, mở và sửa bằng Notepad, lưu dạng UTF-8. Dòng đầu là `Tiêu đề: …`, phần còn lại là thân thư. Chỉ dùng `{{{{ tên }}}}` và
`{{% if … %}}`; một lệnh có thể đứng riêng một dòng, các dòng trống liền nhau chỉ in thành một. Mẫu này không có tên chung.
"""


def page() -> str:
    """Return the page as Markdown: the names that all documents share, each one's own, then those of the mail."""
    parts = [_OPENING, "## Tên chung của mọi mẫu\n", _table(HEAD_NAMES)]
    shared = set(HEAD_NAMES)
    for document in ALL:
        own = [name for name in document.names if name not in shared]
        parts += [f"## {document.label} (`{document.template}`)\n", _table(own)]
    parts += [_MAIL.format(template=MAIL_TEMPLATE), _table(MAIL_NAMES)]
    return "\n".join(parts)


def _table(names: list[Name] | tuple[Name, ...]) -> str:
    lines = ["| tên | nghĩa | ví dụ |", "|---|---|---|"]
    lines += [f"| `{name.path}` | {name.meaning} | {_example(name)} |" for name in names]
    return "\n".join(lines) + "\n"


def _example(name: Name) -> str:
    if isinstance(name.example, bool):
        return "có" if name.example else "không"
    return str(name.example)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8", newline="\n")
