"""What can be wrong with a template: one table of kinds, each with its title, words, remedy and an example."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from recruit.model import Severity


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong at one place of a template.

    `part` is "thân văn bản", "đầu trang", "chân trang" or "cước chú", empty for the file as a whole and for a text.
    `paragraph` counts the part's paragraphs from 1 in the order of the document, those in tables and text boxes
    included; `line` counts the lines of a text; both are 0 for the file as a whole. `text` is the paragraph's, cut to 80
    characters, `tag` the tag as typed. `slots` fill the words of the kind, its message also the tag.
    """

    kind: Kind
    slots: tuple[tuple[str, str], ...] = ()
    part: str = ""
    paragraph: int = 0
    line: int = 0
    text: str = ""
    tag: str = ""

    @property
    def severity(self) -> Severity:
        """Whether the template cannot be used, or can."""
        return self.kind.severity

    @property
    def code(self) -> str:
        """The code of the fault's kind."""
        return self.kind.code

    @property
    def message(self) -> str:
        """What is wrong, as a Vietnamese sentence; a text's with its line."""
        said = self.kind.message.format(**{"tag": self.tag} | dict(self.slots))
        return f"Dòng {self.line}: {said}" if self.line else said

    @property
    def remedy(self) -> str:
        """What to do, as Vietnamese sentences."""
        return self.kind.remedy.format(**dict(self.slots)).strip()


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """A kind of fault. `message` and `remedy` are filled by a fault's slots.

    `example` is what is typed in a template, a paragraph a line, that has this fault and no other; empty where the fault
    is none of typing.
    """

    code: str
    severity: Severity
    title: str
    message: str
    remedy: str
    example: str

    def fault(self, **slots: str) -> Fault:
        """Return a fault of this kind, of the whole file."""
        return Fault(self, tuple(slots.items()))


KINDS: dict[str, Kind] = {}
"""Every kind by its code."""


def _kind(words: str, severity: Severity = Severity.ERROR) -> Kind:
    """Put down a kind, which keeps a template from being used if it is an error; raises ValueError for a code used twice.

    The lines of `words` are: the code and the title, the message, what to do, and the example.
    """
    heading, message, remedy, *example = (line.strip(" ") for line in words.split("\n"))
    code, _, title = heading.partition(" ")
    if code in KINDS:
        raise ValueError(f"two kinds of faults are called {code}")
    KINDS[code] = Kind(code, severity, title, message, remedy, "\n".join(example))
    return KINDS[code]


_doubt = partial(_kind, severity=Severity.WARNING)


def shown(text: str) -> str:
    """Return a text on one line, cut to 80 letters."""
    line = " ".join(text[:800].split())
    return line if len(line) <= 80 else line[:79].rstrip() + "…"


NOT_USABLE = _kind("""M01 Tệp không dùng làm mẫu được
    Tệp không dùng làm mẫu được ({why}).
    Mở mẫu bằng Word hoặc LibreOffice, bỏ hình ảnh lớn, lưu lại kiểu Word (.docx), không chọn kiểu Strict; không mở được thì dùng lại mẫu gốc.""")
ABSENT = _kind("""M05 Thiếu mẫu
    Không có mẫu này trong thư mục mẫu.
    {beside}Chép mẫu gốc vào thư mục mẫu, giữ nguyên tên tệp.""")
TRACKED = _kind("""M06 Thay đổi chưa duyệt
    Đoạn còn thay đổi chưa duyệt (Track Changes).
    Trong mục Review của Word chọn Accept All Changes hoặc Reject All Changes, rồi lưu lại.""")
NOT_FILLED = _kind("""M08 Thẻ ở chỗ không điền
    Thẻ nằm ở chỗ chương trình không điền: mã của trường (Field), công thức, biểu đồ, sơ đồ, ô nội dung gắn với thuộc tính, lệnh trong phần mô tả (Alt Text).
    Chuyển thẻ vào đoạn văn của thân văn bản, đầu trang, chân trang hoặc cước chú; trong phần mô tả của hình chỉ dùng {{{{ tên }}}}.""")
ELSEWHERE = _kind("""M37 Nội dung lấy từ nơi khác
    Mẫu lấy nội dung từ tệp khác hoặc từ mạng ({what}); mọi văn bản lập từ mẫu này cũng vậy.
    Chép hẳn nội dung vào mẫu: hình thì chèn bằng Insert, Pictures; trường thì bấm vào đó rồi nhấn Ctrl+Shift+F9.""")
NOT_USED = _doubt("""M38 Tệp không văn bản nào dùng
    Không văn bản nào dùng tệp này.
    Mẫu phải mang tên {names}; tệp không dùng thì chuyển sang thư mục khác.""")
NO_WORKBOOK = _doubt("""M39 Biểu đồ mất bảng số
    Biểu đồ {name} mất bảng số đi kèm (lưu qua .odt, .doc); văn bản vẫn có biểu đồ, nhưng trong Word không sửa được số của nó.
    Muốn có lại thì chép biểu đồ từ mẫu gốc.""")
HALF = _kind("""M10 Thẻ thiếu một nửa
    {half} mà không có {missing} trong cùng đoạn.
    Gõ thêm {missing}, hoặc xóa dấu đã gõ nếu thừa.
    Tháng {{ thang""")
SINGLE_BRACES = _kind("""M13 Thẻ thiếu ngoặc
    “{typed}” giống một thẻ nhưng thiếu ngoặc, sẽ in nguyên như vậy.
    In giá trị thì gõ {{{{ tên }}}}, lệnh thì gõ {{% lệnh %}}; hai dấu ngoặc viết liền nhau.
    Tháng {thang}""")
LONE_BRACE = _doubt("""M14 Dấu ngoặc nhọn lẻ
    Có dấu ngoặc nhọn ngoài thẻ, sẽ in nguyên như vậy.
    Nếu là thẻ thì gõ đủ {{{{ tên }}}}; nếu không thì xóa dấu ngoặc.
    Tập {a; b}""")
TORN = _kind("""M16 Thẻ có vật lạ ở giữa
    Bên trong thẻ có thứ không phải chữ (dấu xuống dòng, dấu tab, ngắt dòng, gạch nối đặc biệt, trường, liên kết, dấu trang, hình …).
    Xóa cả thẻ rồi gõ lại liền một mạch. Không chèn gì khác vào giữa thẻ.
    Tháng {{ tha\tng }}""")
UNKNOWN_NAME = _kind("""M20 Tên không có
    Không có tên {name}.
    {nearest}Chỉ dùng các tên trong danh mục của mẫu này.
    Tháng {{ thag }}""")
SYNTAX = _kind("""M33 Thẻ viết chưa đúng
    {why}.
    {hint}Lệnh có: if, elif, else, endif, for, endfor, viết chữ thường, cách {{% hay {{%p, {{%tr một dấu cách; sau else, endif, endfor không ghi gì thêm, thêm điều kiện thì dùng elif. Trong thẻ chỉ dùng tên, so sánh, and, or, not; sau dấu | dùng length, join, first, last, upper, lower; sau is dùng odd, even; sau loop. dùng index, first, last, length.
    {% if ket_nap.n = 2 %}a{% endif %}""")
MISUSED = _kind("""M22 Giá trị dùng sai cách
    Thẻ {tag} dùng sai giá trị: {why}.
    Danh sách thì dùng vòng for; nhóm tên thì ghi thêm phần sau dấu chấm; đúng, sai thì chỉ dùng trong {{% if … %}}; số (tên kết thúc bằng _n, .n) so sánh với số không có dấu nháy, chữ với chữ trong dấu nháy. Giá trị có thể không có thì đặt thẻ giữa {{% if … %}} và {{% endif %}}.
    Kính gửi {{ kinh_gui }}""")
UNCLOSED = _kind("""M40 Lệnh chưa đóng
    Lệnh {word} chưa có {end} ở sau.
    Thêm thẻ {{%{form} {end} %}} vào chỗ lệnh hết tác dụng.
    {% if du_thao %}Dự thảo""")
ASTRAY = _kind("""M41 Thẻ không thuộc lệnh nào đang mở
    Có {word} mà không có {opener} nào ở trước còn mở.
    Xóa thẻ này, hoặc thêm {opener} vào trước. Lệnh mở sau phải đóng trước; mỗi lệnh if chỉ có một else, đứng cuối.
    Dự thảo{% endif %}""")
OTHER_PLACE = _kind("""M53 Hai thẻ của một lệnh khác chỗ
    Thẻ này và thẻ mở lệnh {word} ở đoạn {paragraph} không đứng cùng một chỗ.
    Hai thẻ viết cùng một kiểu: {{% … %}} trong cùng một đoạn; {{%p … %}} ở hai đoạn của cùng một ô, hoặc cùng ngoài bảng; {{%tr … %}} ở hai dòng của cùng một bảng.
    {% if du_thao %}Dự thảo
    lần một{% endif %}""")
NOT_ALONE = _kind("""M57 Thẻ không đứng một mình
    Thẻ {{%{form} … %}} không đứng một mình trong {place}; chữ, thẻ, hình, ngắt trang khác ở đó sẽ mất khi điền.
    Để thẻ {{%p … %}} một mình trong một đoạn, thẻ {{%tr … %}} một mình trong một dòng của bảng. Ngắt trang thì bỏ, chọn Page break before (mục Paragraph) ở đoạn phải sang trang mới.
    Kèm theo: {%p if du_thao %}a{%p endif %}""")
LEFT_EMPTY = _kind("""M59 Ô, bảng bị bỏ trống
    Điền thử khi {situation} thì ô, bảng hoặc khung chữ có thẻ này không còn gì ở cuối; Word không mở được văn bản như vậy.
    Thêm một đoạn (để trống cũng được) sau thẻ {{%p … %}} cuối cùng ở đó; bảng thì thêm một dòng tiêu đề.""")
TRIAL_TORN = _kind("""M61 Văn bản điền ra bị hỏng
    Điền thử khi {situation} thì văn bản bị hỏng.
    Xem các thẻ vừa sửa: thẻ for, if phải mở và đóng cùng một chỗ; nếu không tìm ra thì dùng lại mẫu gốc.
    {{ '\\x01' }}""")
CHART = _kind("""M64 Biểu đồ không điền được
    Biểu đồ không điền được: số dãy số liệu khác mẫu gốc, dãy không có số thứ tự, là biểu đồ phân tán, hoặc đã thành hình với số liệu cũ (lưu qua .rtf).
    Chép lại biểu đồ từ mẫu gốc, chỉ đổi màu, kiểu chữ, kích thước.""")
AWAY = _kind("""M67 Trang có phần tự chạy, hoặc ở nơi khác
    Trang có phần tự chạy, hoặc lấy, dẫn tới nội dung ở nơi khác ({what}).
    Xóa phần đó: trang tổng quan chỉ có chữ, bảng, hình vẽ sẵn và chỉ dẫn tới các tệp của chương trình, địa chỉ là {{{{ tên }}}} trong danh mục.""")
NO_MAIL = _kind("""M62 Thư thiếu tiêu đề hoặc nội dung
    {why}.
    Dòng đầu tiên phải là “Tiêu đề: …”, có chữ sau dấu hai chấm; các dòng dưới là nội dung thư.""")
NOT_UTF8 = _kind("""M65 Tệp chữ sai bảng mã
    Tệp không phải chữ UTF-8.
    Mở bằng Notepad, chọn Lưu thành (Save As), mục Encoding chọn UTF-8.""")
