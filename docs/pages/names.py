"""The page of names that templates may use, made from their declarations."""

from __future__ import annotations

from pages.table import table
from recruit.declared.editions import EDITIONS
from recruit.language.wording import vn_date
from recruit.letters.documents import ALL
from recruit.letters.head import HEAD_NAMES
from recruit.letters.mailing import NAMES as MAIL_NAMES
from recruit.letters.mailing import TEMPLATE as MAIL_TEMPLATE
from recruit.letters.names import Name
from recruit.letters.overview import NAMES as OVERVIEW_NAMES
from recruit.letters.overview import TEMPLATE as OVERVIEW

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
bản sao của mẫu có ghi chú tại chỗ. Các lỗi của mẫu ở trang [template_faults.md](template_faults.md).
"""

_EDITIONS = """\
## Thể thức

Thể thức do ô `Thể thức` của kế hoạch năm chọn; ô để trống thì theo ngày của văn bản:

{rows}
Dấu và chữ khác nhau giữa các thể thức đã có tên riêng (`the_thuc…`). Trình bày khác nhau thì có hai cách:

- trong một mẫu, hỏi thể thức: `{{%p if the_thuc.ma == '{code}' %}}` … `{{%p endif %}}`;
- lập mẫu riêng cho một thể thức, đặt cạnh mẫu chung, tên tệp có thêm tên thể thức: khi thể thức là {code} thì
  `{own}` được dùng thay `{plain}`. Không có mẫu riêng thì dùng mẫu chung.
  Lệnh `check` soát cả mẫu riêng.
"""

_MAIL = """\
## Thư gửi đơn vị (`{template}`)

Tệp chữ, mở và sửa bằng Notepad, lưu dạng UTF-8. Dòng đầu là `Tiêu đề: …`, phần còn lại là thân thư. Chỉ dùng `{{{{ tên }}}}`,
`{{% if … %}}` và `{{% for … %}}`; một lệnh có thể đứng riêng một dòng, các dòng trống liền nhau chỉ in thành một. Mẫu này không có tên chung.
"""

_PAGE = """\
## Trang tổng quan (`{template}`)

Trang web (HTML) để văn thư xem, mở và sửa bằng Notepad, lưu dạng UTF-8. Chỉ dùng `{{{{ tên }}}}`, `{{% if … %}}` và `{{% for … %}}`; trong
phần `<style>` không đặt thẻ. Trang không chạy gì và không lấy gì từ nơi khác: mẫu có `<script>`, `<img>`, địa chỉ web thì không dùng được.
Không mẫu nào khác dùng các tên này, và mẫu này không có tên chung.
"""


def names_page() -> str:
    """Return the page as Markdown: the names that all documents share, each one's own, those of the mail and the overview."""
    parts = [_OPENING, _editions(), "## Tên chung của mọi mẫu\n", _table(HEAD_NAMES)]
    shared = set(HEAD_NAMES)
    for document in ALL:
        own = [name for name in document.names if name not in shared]
        parts += [f"## {document.label} (`{document.template}`)\n", _table(own)]
    parts += [_MAIL.format(template=MAIL_TEMPLATE), _table(MAIL_NAMES)]
    parts += [_PAGE.format(template=OVERVIEW), _table(OVERVIEW_NAMES)]
    return "\n".join(parts)


def _editions() -> str:
    days = [(edition.code, vn_date(edition.from_day)) for edition in EDITIONS]
    rows = "\n".join([*table(("thể thức", "áp dụng từ ngày"), days), ""])
    newest, plain = EDITIONS[-1], ALL[0].template
    return _EDITIONS.format(rows=rows, code=newest.code, own=newest.template(plain), plain=plain)


def _table(names: list[Name] | tuple[Name, ...]) -> str:
    rows = [(f"`{name.path}`", _meaning(name), _example(name)) for name in names]
    return "\n".join(table(("tên", "nghĩa", "ví dụ"), rows)) + "\n"


def _meaning(name: Name) -> str:
    return f"{name.meaning}: {', '.join(name.choices)}" if name.choices else name.meaning


def _example(name: Name) -> str:
    if isinstance(name.example, bool):
        return "có" if name.example else "không"
    return str(name.example)
