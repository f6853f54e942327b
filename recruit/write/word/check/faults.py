"""What can be wrong with a Word template: one table of kinds, each with its code, severity, message and remedy."""

from __future__ import annotations

from dataclasses import dataclass

from recruit.model import Severity

_SHOWN = 80


@dataclass(frozen=True, slots=True)
class TemplateFault:
    """Something wrong at one place of a template.

    `part` is "thân văn bản", "đầu trang", "chân trang" or "cước chú", empty for the file as a whole. `paragraph` counts
    the part's paragraphs from 1 in the order of the document, those in tables and text boxes included; 0 for the file
    as a whole. `text` is the paragraph's, cut to 80 characters, `tag` the tag as typed. `message` and `remedy` are
    whole Vietnamese sentences.
    """

    severity: Severity
    code: str
    part: str
    paragraph: int
    text: str
    tag: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of fault; `message` and `remedy` are filled by a fault's slots."""

    code: str
    severity: Severity
    message: str
    remedy: str

    def fault(
        self, part: str = "", paragraph: int = 0, text: str = "", tag: str = "", /, **slots: str
    ) -> TemplateFault:
        """Return a fault of this kind; without a part it is the whole file's."""
        message, remedy = self.message.format(**slots), self.remedy.format(**slots).strip()
        return TemplateFault(self.severity, self.code, part, paragraph, shown(text), shown(tag), message, remedy)


_CODES: set[str] = set()


def _kind(code: str, severity: Severity, message: str, remedy: str) -> Kind:
    if code in _CODES:
        raise ValueError(f"two kinds of faults are called {code}")
    _CODES.add(code)
    return Kind(code, severity, message, remedy)


def shown(text: str) -> str:
    """Return a text on one line, cut where it is long."""
    line = " ".join(text[: 10 * _SHOWN].split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1].rstrip() + "…"


_E, _W = Severity.ERROR, Severity.WARNING
_RETYPE = "Xóa cả thẻ rồi gõ lại liền một mạch."

# -- the file ----------------------------------------------------------------------------------------------------------

NO_WORD_FILE = _kind(
    "M01",
    _E,
    "Tệp không phải là văn bản Word dạng .docx ({why}).",
    "Mở mẫu bằng Word hoặc LibreOffice, lưu lại dạng Word (.docx), hoặc dùng lại mẫu gốc.",
)
DAMAGED = _kind("M02", _E, "Tệp mẫu bị hỏng ({why}).", "Dùng lại mẫu gốc hoặc bản lưu gần nhất còn mở được bằng Word.")
TOO_BIG = _kind(
    "M03", _E, "Nội dung của tệp mẫu quá lớn.", "Bỏ hình ảnh lớn và phần thừa trong mẫu, hoặc dùng lại mẫu gốc."
)
OTHER_FORMAT = _kind(
    "M04",
    _E,
    "Mẫu được lưu theo một dạng Word mà chương trình không điền được.",
    "Trong Word chọn Lưu thành (Save As), kiểu Word Document (*.docx), không chọn kiểu Strict.",
)
ABSENT = _kind("M05", _E, "Không có mẫu này trong thư mục mẫu.", "Chép mẫu gốc vào thư mục mẫu, giữ nguyên tên tệp.")
TRACKED = _kind(
    "M06",
    _E,
    "Đoạn còn thay đổi chưa duyệt (Track Changes).",
    "Trong mục Review của Word chọn Accept All Changes hoặc Reject All Changes, rồi lưu lại.",
)
COMMENTED = _kind(
    "M07",
    _W,
    "Mẫu còn chú thích (Comment); chú thích sẽ nằm trong mọi văn bản lập từ mẫu này.",
    "Trong mục Review của Word chọn Delete All Comments, rồi lưu lại.",
)
NOT_FILLED = _kind(
    "M08",
    _E,
    "Thẻ nằm ở {where}, chương trình không điền vào chỗ đó.",
    "Chuyển thẻ vào đoạn văn của thân văn bản, đầu trang, chân trang hoặc cước chú.",
)
IN_PROPERTIES = _kind(
    "M09",
    _W,
    "Thẻ nằm trong thuộc tính của tệp (Properties), chương trình không điền vào chỗ đó.",
    "Mở File, Info của Word và xóa thẻ trong các thuộc tính.",
)

ELSEWHERE = _kind(
    "M37",
    _E,
    "Mẫu lấy nội dung từ tệp khác hoặc từ mạng ({what}); mọi văn bản lập từ mẫu này cũng vậy.",
    "Chép hẳn nội dung vào mẫu: hình thì chèn bằng Insert, Pictures; trường thì bấm vào đó rồi nhấn Ctrl+Shift+F9.",
)

NO_EDITION = _kind(
    "M38",
    _W,
    "Không có thể thức nào mang tên trong tệp này, nên không văn bản nào dùng nó.",
    "Mẫu riêng của một thể thức đặt tên là {names}; tệp không dùng thì chuyển sang thư mục khác.",
)

# -- how a tag is typed ------------------------------------------------------------------------------------------------

OPEN_TAG = _kind(
    "M10", _E, "Thẻ mở bằng {opener} mà không có {closer} trong cùng đoạn.", "Gõ thêm {closer} vào cuối thẻ."
)
STRAY_END = _kind(
    "M11",
    _E,
    "Có dấu đóng thẻ {closer} mà không có {opener} ở trước trong cùng đoạn.",
    "Gõ thêm {opener} vào đầu thẻ, hoặc xóa {closer} nếu thừa.",
)
SPREAD = _kind("M12", _E, "Thẻ bị ngắt sang đoạn sau.", "Xóa dấu xuống dòng (Enter) ở giữa thẻ.")
SINGLE_BRACES = _kind(
    "M13",
    _E,
    "“{typed}” giống một thẻ nhưng thiếu ngoặc, sẽ in nguyên như vậy.",
    "In giá trị thì gõ {{{{ tên }}}}, lệnh thì gõ {{% lệnh %}}; hai dấu ngoặc viết liền nhau.",
)
LONE_BRACE = _kind(
    "M14",
    _W,
    "Có dấu ngoặc nhọn ngoài thẻ, sẽ in nguyên như vậy.",
    "Nếu là thẻ thì gõ đủ {{{{ tên }}}}; nếu không thì xóa dấu ngoặc.",
)
BARE_NAME = _kind("M15", _W, "Tên {name} đứng ngoài thẻ, sẽ in nguyên như vậy.", "Nếu là thẻ thì gõ {{{{ {name} }}}}.")
TORN = _kind("M16", _E, "Bên trong thẻ có {what}.", f"{_RETYPE} Không chèn gì khác vào giữa thẻ.")
MIXED_LOOKS = _kind(
    "M17",
    _W,
    "Các phần của thẻ có định dạng chữ khác nhau; văn bản in ra theo định dạng của phần đầu.",
    "Bôi đen cả thẻ rồi chọn lại một định dạng chữ.",
)
DASHES = _kind("M18", _E, "Thẻ có dấu {sign} sát ngoặc, làm dính các đoạn với nhau.", "Bỏ dấu {sign} sát ngoặc.")
OTHER_PREFIX = _kind(
    "M19",
    _E,
    "Không dùng được thẻ mở bằng {prefix}.",
    "Chỉ dùng {{{{ tên }}}}, {{% lệnh %}}, {{%p lệnh %}} cho cả đoạn và {{%tr lệnh %}} cho cả dòng của bảng.",
)

IN_DESCRIPTION = _kind(
    "M36",
    _E,
    "Thẻ trong phần mô tả (Alt Text) của hình không điền được.",
    "Trong phần mô tả chỉ dùng {{{{ tên }}}}, không dùng lệnh và dấu nháy.",
)

# -- what a tag names --------------------------------------------------------------------------------------------------

UNKNOWN_NAME = _kind("M20", _E, "Không có tên {name}.", "{nearest}Chỉ dùng các tên trong danh mục của mẫu này.")
OUTSIDE_LOOP = _kind(
    "M21",
    _E,
    "Tên {name} chỉ dùng được bên trong vòng for đặt ra nó.",
    "Chuyển thẻ vào giữa thẻ for … và thẻ endfor, hoặc dùng tên khác.",
)
NO_PART = _kind("M22", _E, "{owner} {what}, không có phần {part}.", "{nearest}Bỏ “{rest}” hoặc dùng tên khác.")
LIST_AS_TEXT = _kind(
    "M23",
    _E,
    "{name} là danh sách, không in được như chữ.",
    "Dùng vòng for: {{%p for dong in {name} %}}, {{{{ {inside} }}}}, {{%p endfor %}}.",
)
GROUP_AS_TEXT = _kind("M24", _E, "{name} là nhóm tên, không phải một giá trị.", "Ghi thêm phần sau dấu chấm: {parts}.")
FLAG_AS_TEXT = _kind(
    "M25", _E, "{name} chỉ có hai trạng thái đúng, sai, không in được như chữ.", "Chỉ dùng trong {{% if … %}}."
)
NUMBER_AS_TEXT = _kind(
    "M26",
    _W,
    "{name} là số để so sánh trong if, in ra sẽ không có dạng số của văn bản (ví dụ 5, không phải 05).",
    "{nearest}",
)
NO_LIST = _kind("M27", _E, "{name} không phải là danh sách, không dùng được sau in.", "{nearest}")
UNLIKE = _kind(
    "M28",
    _E,
    "So sánh {left} với {right}: hai loại giá trị khác nhau, không bao giờ bằng nhau.",
    "So chữ với chữ (trong dấu nháy), số với số (không có dấu nháy); tên kết thúc bằng _n hoặc .n là số.",
)
ORDER_OF_TEXTS = _kind(
    "M29",
    _E,
    "Phép so sánh lớn hơn, nhỏ hơn chỉ dùng cho số.",
    "Dùng tên kết thúc bằng _n hoặc .n và một số không có dấu nháy.",
)
WRONG_FILTER = _kind("M30", _E, "{filter} không dùng được cho {name}.", "{use}")
ALWAYS_TRUE = _kind(
    "M31", _W, "{name} là chữ luôn có (kể cả “00”), nên điều kiện luôn đúng.", "Dùng {number} để hỏi số đó khác 0."
)
NO_CHOICE = _kind(
    "M39",
    _E,
    "So sánh {name} với “{text}”: {name} không bao giờ là chữ đó.",
    "Chỉ so với: {choices}.",
)
SHADOWED = _kind(
    "M32",
    _W,
    "Tên {name} đặt sau for trùng với một tên có sẵn; trong vòng for nó không còn nghĩa cũ.",
    "Đặt tên khác sau for, ví dụ dong.",
)

# -- what a tag says ---------------------------------------------------------------------------------------------------

SYNTAX = _kind("M33", _E, "Thẻ viết chưa đúng, chương trình không hiểu.", "{hint}{nearest}")
REFUSED = _kind("M34", _E, "Mẫu không dùng được {what}.", "{hint}{nearest}")
UNKNOWN_COMMAND = _kind("M35", _E, "Không có lệnh {word}.", "{hint}")

# -- for, if and their ends --------------------------------------------------------------------------------------------

UNCLOSED = _kind(
    "M40", _E, "Lệnh {word} chưa có {end} ở sau.", "Thêm thẻ {{%{form} {end} %}} vào chỗ lệnh hết tác dụng."
)
NO_BEGINNING = _kind(
    "M41", _E, "Có {end} mà không có {word} nào ở trước còn mở.", "Xóa thẻ này, hoặc thêm {word} vào trước."
)
WRONG_END = _kind(
    "M42",
    _E,
    "Lệnh {word} ở đoạn {paragraph} đóng bằng {wrong}.",
    "Lệnh for đóng bằng endfor, lệnh if đóng bằng endif: sửa thẻ này thành {end}.",
)
CROSSING = _kind(
    "M43",
    _E,
    "Thẻ này đóng lệnh {word} ở đoạn {paragraph} khi lệnh {inner} ở trong (đoạn {inside}) còn chưa đóng.",
    "Lệnh mở sau phải đóng trước: đổi chỗ hai thẻ đóng.",
)
ASTRAY = _kind("M44", _E, "{word} không nằm giữa if và endif.", "Chuyển thẻ vào giữa if và endif, hoặc xóa thẻ.")
AFTER_ELSE = _kind(
    "M45", _E, "Có {word} sau else trong cùng một lệnh if.", "Mỗi lệnh if chỉ có một else, đứng cuối, trước endif."
)

# -- where a tag stands ------------------------------------------------------------------------------------------------

ROW_OUTSIDE_TABLE = _kind(
    "M50",
    _E,
    "Thẻ {{%tr … %}} không nằm trong bảng.",
    "Ngoài bảng dùng {{%p … %}} cho cả đoạn hoặc {{% … %}} trong câu.",
)
SAME_ROW = _kind(
    "M51",
    _E,
    "Thẻ {{%tr … %}} mở và đóng trong cùng một dòng của bảng.",
    "Đặt thẻ mở ở một dòng riêng phía trên và thẻ đóng ở một dòng riêng phía dưới dòng cần lặp.",
)
OTHER_TABLE = _kind(
    "M52",
    _E,
    "Lệnh {{%tr … %}} mở ở đoạn {paragraph} nằm trong bảng khác.",
    "Đặt thẻ mở và thẻ đóng trong cùng một bảng.",
)
OTHER_CONTAINER = _kind(
    "M53",
    _E,
    "Lệnh {{%p … %}} mở ở đoạn {paragraph} nằm ở ô hoặc khung khác.",
    "Đặt thẻ mở và thẻ đóng trong cùng một ô của bảng, hoặc cả hai ngoài bảng; lặp cả dòng của bảng thì dùng {{%tr … %}}.",
)
OTHER_PARAGRAPH = _kind(
    "M54",
    _E,
    "Lệnh {{% … %}} trong câu mở ở đoạn {paragraph}, đóng ở đoạn khác.",
    "Mở và đóng trong cùng một đoạn, hoặc dùng {{%p … %}} ở hai đoạn riêng; với dòng của bảng dùng {{%tr … %}}.",
)
OTHER_WRAPPING = _kind(
    "M55",
    _E,
    "Lệnh mở và đóng không cùng nằm trong một {what}.",
    "Đặt cả hai thẻ ở trong hoặc cả hai ở ngoài {what}.",
)
OTHER_FORM = _kind(
    "M56",
    _E,
    "Lệnh mở bằng {opened} ở đoạn {paragraph} mà thẻ này viết {{%{form} … %}}.",
    "Mở bằng {opened} thì else và thẻ đóng cũng viết bằng {opened}.",
)
OTHER_TEXT = _kind(
    "M57",
    _E,
    "Đoạn có thẻ {{%p … %}} còn có {what}; phần đó sẽ mất khi điền.",
    "Để thẻ {{%p … %}} một mình trong một đoạn.",
)
LOST_BREAK = _kind(
    "M47",
    _W,
    "Đoạn có thẻ {{%p … %}} còn có ngắt trang; ngắt trang sẽ mất khi điền.",
    "Xóa ngắt trang ở đoạn này; ở đoạn phải sang trang mới chọn Page break before (mục Paragraph).",
)
OTHER_CELLS = _kind(
    "M58",
    _E,
    "Dòng có thẻ {{%tr … %}} còn có {what}; phần đó sẽ mất khi điền.",
    "Để thẻ {{%tr … %}} một mình trong một dòng của bảng.",
)
LEFT_EMPTY = _kind(
    "M59",
    _E,
    "Khi danh sách trống hoặc điều kiện không đúng thì {what}; Word không mở được văn bản như vậy.",
    "{use}",
)

# -- the trial ---------------------------------------------------------------------------------------------------------

TRIAL = _kind(
    "M60",
    _E,
    "Điền thử khi {situation} thì thẻ này không có gì để in.",
    "Đặt thẻ giữa {{% if … %}} và {{% endif %}} để chỉ in khi có giá trị.",
)
TRIAL_TORN = _kind(
    "M61",
    _E,
    "Điền thử khi {situation} thì văn bản bị hỏng.",
    "Xem các thẻ vừa sửa: thẻ for, if phải mở và đóng cùng một chỗ; nếu không tìm ra thì dùng lại mẫu gốc.",
)
CHART = _kind(
    "M64", _E, "Biểu đồ không điền được: {why}.", "Chép lại biểu đồ từ mẫu gốc, chỉ đổi màu, kiểu chữ, kích thước."
)

# -- the text of mails -------------------------------------------------------------------------------------------------

TEXT_TEMPLATE = _kind("M62", _E, "{what}.", "{remedy}")
OUTSIDE_TAG = _kind(
    "M63",
    _E,
    "Có dấu ngoặc nhọn ngoài thẻ, sẽ in nguyên như vậy trong thư.",
    "Nếu là thẻ thì gõ đủ {{{{ tên }}}} hoặc {{% lệnh %}} trong một dòng; nếu không thì xóa dấu ngoặc.",
)
