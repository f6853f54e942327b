"""Rules about a whole workbook: why it is not used, which of two counts, whom it leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.check.registry import ERROR, WARNING, Group, Scope, rule
from recruit.guard.refusals import refusal
from recruit.model import Flaw, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recruit.check.checked import CheckedReport
    from recruit.model import FileFate


@rule(
    "B01",
    ERROR,
    Scope.SENDS,
    Group.FILE,
    "Tệp có hai danh sách",
    "Tệp có hai danh sách: trang “{first}” và trang “{sheet}”; không biết danh sách nào đúng.",
    remedy="Giữ một danh sách, xóa trang kia, gửi lại.",
    typed=("sheet",),
    example={"sheet": "T10", "first": "Danh sách"},
)
def two_lists(flaw: Flaw) -> Iterator[Flaw]:
    yield flaw


@rule(
    "B02",
    ERROR,
    Scope.SENDS,
    Group.FILE,
    "Hai trang Báo cáo ghi khác nhau",
    "Tệp có hai trang Báo cáo ghi khác nhau về đơn vị, tháng hoặc năm (trang “{sheet}”).",
    remedy="Giữ một trang Báo cáo, xóa trang kia, gửi lại.",
    typed=("sheet",),
    example={"sheet": "Báo cáo (2)"},
)
def two_covers(flaw: Flaw) -> Iterator[Flaw]:
    yield flaw


_NO_LIST = "Tệp có trang Báo cáo nhưng không có trang Danh sách"
_USE_THE_FORM = "Dùng lại biểu được cấp, giữ đủ các trang, gửi lại."
_SAY_WHICH_MONTH = "Ghi Tháng và Năm ở trang Báo cáo, gửi lại."
_SAY_WHICH_YEAR = "Ô Tháng chỉ ghi số tháng, ô Năm ghi đúng năm của báo cáo, gửi lại."


@rule(
    "B03",
    ERROR,
    Scope.SENDS,
    Group.FILE,
    "Không thấy danh sách",
    "{what}.",
    remedy="{remedy}",
    example={"what": _NO_LIST, "remedy": _USE_THE_FORM},
)
def no_list(flaw: Flaw) -> Iterator[Flaw]:
    what, remedy = _NO_LIST, _USE_THE_FORM
    if sheet := flaw.slots["sheet"]:
        what = (
            f"Trang “{sheet}” có trong tệp, nhưng không dòng nào có các tiêu đề cột của biểu; danh sách không được đọc"
        )
        remedy = "Chép dòng tiêu đề của biểu được cấp vào ngay trên người thứ nhất của trang đó, gửi lại."
    yield flaw._replace(slots={**flaw.slots, "what": what, "remedy": remedy})


@rule(
    "B04",
    ERROR,
    Scope.SENDS,
    Group.FILE,
    "Không rõ tháng hoặc năm của báo cáo",
    "Không rõ tháng (1 đến 12) hoặc năm (bốn chữ số) của báo cáo{cover}.{proposal}",
    remedy="{remedy}",
    example={
        "cover": "",
        "proposal": " Theo tên tệp có thể là tháng 11.",
        "remedy": _SAY_WHICH_MONTH,
    },
)
def no_month(flaw: Flaw) -> Iterator[Flaw]:
    proposal = flaw.slots["proposal"]
    text = f" Theo tên tệp có thể là tháng {int(proposal):02d}." if proposal else ""
    cover, remedy = "", _SAY_WHICH_MONTH
    if other := flaw.slots["year_with_month"]:
        text, remedy = "", _SAY_WHICH_YEAR
        cover = f": ô Tháng ghi năm {other}, ô Năm ghi năm {flaw.slots['year']}"
    if not flaw.slots["is_there"]:
        cover = ": tệp không có trang Báo cáo"
        remedy = (
            "Chép danh sách vào biểu được cấp, giữ đủ các trang, ghi đơn vị, Tháng và Năm ở trang Báo cáo, gửi lại."
        )
        if sheet := flaw.slots["sheet"]:
            cover = f": trang “{sheet}” có trong tệp nhưng không có các nhãn của biểu"
    yield flaw._replace(slots={**flaw.slots, "proposal": text, "cover": cover, "remedy": remedy})


@rule(
    "B05",
    ERROR,
    Scope.SENDS,
    Group.FILE,
    "Mã đơn vị không có trong kế hoạch",
    "{what}.",
    remedy="Ghi đúng mã đơn vị được cấp{proposal}, gửi lại.",
    typed=("what",),
    example={"what": "Mã đơn vị “CB99” không có trong kế hoạch năm", "proposal": ""},
)
def unknown_unit(flaw: Flaw) -> Iterator[Flaw]:
    words = "Mã đơn vị “{}” không có trong kế hoạch năm"
    nothing = "Biểu chưa ghi mã đơn vị"
    what, on_screen = (words.format(flaw.value), words.format("…")) if flaw.value else (nothing, nothing)
    proposal = f" (có thể là {code})" if (code := flaw.slots["proposal"]) else ""
    yield flaw._replace(slots={**flaw.slots, "what": what, "what_on_screen": on_screen, "proposal": proposal})


@rule(
    "B06",
    ERROR,
    Scope.SENDS,
    Group.FILE,
    "Biểu cấp cho đơn vị khác",
    "Biểu của đơn vị khác: biểu cấp cho {hidden}, mã đơn vị ghi là {value}.",
    remedy="Dùng biểu được cấp cho chính đơn vị mình, gửi lại.",
    example={"value": "CB01", "hidden": "CB02"},
)
def borrowed_form(flaw: Flaw) -> Iterator[Flaw]:
    yield flaw


@rule(
    "B07",
    ERROR,
    Scope.SENDS,
    Group.FILE,
    "Báo cáo của đơn vị đã kết thúc",
    "Đơn vị {value} đã kết thúc từ hết tháng {to_month}, không nhận báo cáo sau tháng đó.",
    remedy="Báo cáo bằng mã của đơn vị mới {into}.",
    example={"value": "CB01", "to_month": "06", "into": "CB02"},
)
def ended_unit(flaw: Flaw) -> Iterator[Flaw]:
    yield flaw


@rule(
    "B08",
    ERROR,
    Scope.SENDS,
    Group.FILE,
    "Có thể quên đổi ô Tháng",
    "Có thể quên đổi ô Tháng: tháng {value} đã gửi ở {older}, tệp này có việc ngày {day} ({where}).",
    remedy="Sửa ô Tháng thành tháng đúng của báo cáo, gửi lại.",
    example={"value": "10", "day": "05/11/2024", "where": "ô Q2", "older": "t10.xlsx"},
)
def month_not_changed(flaw: Flaw) -> Iterator[Flaw]:
    yield flaw


@rule(
    "B13",
    ERROR,
    Scope.SENDS,
    Group.FILE,
    "Có thể ghi nhầm Tháng",
    "Có thể ghi nhầm Tháng: báo cáo ghi tháng {value}, {but}.",
    remedy="Sửa ô Tháng (hoặc Ngày họp xét) cho đúng, gửi lại.",
    example={"value": "11", "but": "Ngày họp xét là 20/10/2024"},
)
def month_mistaken(flaw: Flaw) -> Iterator[Flaw]:
    slots = flaw.slots
    but = f"thư gửi ngày {slots['mailed']}" if slots["mailed"] else f"Ngày họp xét là {slots['meeting']}"
    also = f"; tháng đó đã gửi ở {slots['older']}" if slots["older"] else ""
    yield flaw._replace(slots={**slots, "but": but + also})


@rule(
    "B14",
    ERROR,
    Scope.SENDS,
    Group.FILE,
    "Có thể ghi nhầm Năm",
    "Có thể ghi nhầm Năm: báo cáo ghi năm {value}, {but}.",
    remedy="Sửa ô Năm (hoặc Ngày họp xét) cho đúng, gửi lại.",
    example={"value": "2023", "but": "Ngày họp xét là 20/11/2024"},
)
def year_mistaken(flaw: Flaw) -> Iterator[Flaw]:
    slots = flaw.slots
    but = f"thư gửi ngày {slots['mailed']}" if slots["mailed"] else f"Ngày họp xét là {slots['meeting']}"
    yield flaw._replace(slots={**slots, "but": but})


@rule(
    "B09",
    ERROR,
    Scope.SENDS,
    Group.FILE,
    "Danh sách trống đến sau danh sách còn người",
    "Danh sách trống, trong khi {older} còn có người; danh sách cũ vẫn được tính.",
    remedy="Gửi lại danh sách đầy đủ; người ra khỏi danh sách thì ghi ngày và lý do, không xóa dòng.",
    example={"older": "CB01_10.xlsx"},
)
def empty_list(flaw: Flaw) -> Iterator[Flaw]:
    yield flaw


@rule(
    "B10",
    ERROR,
    Scope.SENDS,
    Group.FILE,
    "Người gửi chưa đăng ký, đã có bản của người đã đăng ký",
    "Thư gửi từ địa chỉ chưa đăng ký cho đơn vị: {sender}; đã có bản khác, gửi từ địa chỉ đăng ký hoặc do Văn phòng chép vào.",
    remedy="Hỏi lại đơn vị bản nào đúng; gửi lại từ địa chỉ đã đăng ký.",
    example={"sender": "la@vidu.example"},
)
def unregistered_sender(flaw: Flaw) -> Iterator[Flaw]:
    yield _with_sender(flaw)


def _with_sender(flaw: Flaw) -> Flaw:
    """Return a flaw of a stranger's mail with the sender in words: a unit that typed another's code has an address of its own."""
    address, other = flaw.slots["address"], flaw.slots["other"]
    sender = f"{address} (địa chỉ của {other})" if other else address or "(không rõ)"
    return flaw._replace(slots={**flaw.slots, "sender": sender})


@rule(
    "B11",
    ERROR,
    Scope.SENDS,
    Group.FILE,
    "Không phân biệt được bản nào gửi sau",
    "Các tệp cùng tháng, không phân biệt được trước sau: {files}. Đang dùng {file}.",
    remedy="Hỏi đơn vị bản nào đúng; ghi SHA-256 của bản kia (xem trang Tệp) vào trang Tệp không dùng của kế hoạch, hoặc ghi khóa của "
    "lỗi này và tên tệp được tính vào trang Xác minh.",
    is_confirmable=True,
    example={"file": "b.xlsx", "files": "a.xlsx; b.xlsx"},
)
def equal_times(flaw: Flaw) -> Iterator[Flaw]:
    yield flaw


@rule(
    "B12",
    ERROR,
    Scope.REPORT,
    Group.FILE,
    "Số liệu quá cũ",
    "Số liệu mới nhất của đơn vị là của tháng {month}, quá cũ so với kỳ {period}.",
    remedy="Đề nghị đơn vị gửi báo cáo của kỳ này.",
    example={"month": "08", "period": "11/2024"},
)
def figures_too_old(checked: CheckedReport) -> Iterator[Flaw]:
    period, report = checked.circumstances.period, checked.report
    limit = checked.regulations.on("thang_cu", checked.circumstances.day).value
    if checked.unit.owes(period.month) and report.month < period.month - limit:
        slots = {"month": f"{report.month:02d}", "period": f"{period.month:02d}/{period.year}"}
        yield Flaw(Place(report.file), "", slots)


@rule(
    "B26",
    WARNING,
    Scope.SENDS,
    Group.FILE,
    "Bản gửi sau thiếu người của bản trước cùng tháng",
    "Bản này thay {older} của cùng tháng nhưng thiếu {number} người của bản đó (dòng {rows}); chỉ bản này được tính.",
    remedy="Bản gửi sau phải có đủ danh sách, không chỉ người bổ sung; người ra khỏi danh sách thì giữ dòng, ghi ngày và lý do.",
    example={"older": "CB01_11.xlsx", "number": "03", "rows": "2–4"},
)
def people_left_out(flaw: Flaw) -> Iterator[Flaw]:
    yield flaw


@rule(
    "B27",
    WARNING,
    Scope.SENDS,
    Group.FILE,
    "Chưa có báo cáo của kỳ, mà báo cáo tháng cũ lại được gửi lần nữa",
    "Thư ngày {day} chỉ có báo cáo tháng {value}, tháng đó đã gửi ở {older}; chưa có báo cáo tháng {month}.",
    remedy="Hỏi đơn vị: đính kèm nhầm tệp cũ thì gửi tệp của tháng {month}; quên đổi ô Tháng thì sửa ô Tháng, gửi lại.",
    example={"day": "23/11/2024", "value": "10", "older": "t10.eml/t10.xlsx", "month": "11"},
)
def older_month_again(flaw: Flaw) -> Iterator[Flaw]:
    yield flaw


@rule(
    "B31",
    WARNING,
    Scope.SENDS,
    Group.FILE,
    "Người gửi chưa đăng ký, không có bản khác",
    "Thư gửi từ địa chỉ chưa đăng ký cho đơn vị: {sender}; vẫn dùng vì không có bản nào khác.",
    remedy="Xác nhận với đơn vị (là địa chỉ của đơn vị khác thì có thể ghi nhầm Mã đơn vị); đúng thì bổ sung địa chỉ vào kế hoạch (địa chỉ của Văn phòng: ô Thư điện tử của Đảng ủy).",
    example={"sender": "la@vidu.example"},
)
def unregistered_used(flaw: Flaw) -> Iterator[Flaw]:
    yield _with_sender(flaw)


@rule(
    "B32",
    WARNING,
    Scope.SENDS,
    Group.FILE,
    "Bản sửa tháng cũ đến sau báo cáo tháng mới",
    "Bản gửi sau khi đã có báo cáo tháng {month} ({later}); số liệu vẫn lấy theo báo cáo tháng {month}.",
    remedy="Nếu nội dung sửa còn đúng, đề nghị đơn vị sửa cả trong báo cáo tháng mới nhất.",
    example={"later": "t11.xlsx", "month": "11"},
)
def late_correction(flaw: Flaw) -> Iterator[Flaw]:
    yield flaw


@rule(
    "B34",
    WARNING,
    Scope.SENDS,
    Group.FILE,
    "Tệp không dùng đã có bản thay thế",
    "Tệp không dùng được ({why}), đã có bản thay thế: {newer}.",
    remedy="Không phải sửa tệp này nữa.",
    example={"why": "không rõ tháng, năm", "newer": "b.xlsx"},
)
def replaced(flaw: Flaw) -> Iterator[Flaw]:
    yield flaw


@rule(
    "B33",
    WARNING,
    Scope.FILE,
    Group.FILE,
    "Tệp không đọc được",
    "Không đọc được: {reason}.",
    remedy="Nếu là báo cáo của đơn vị, đề nghị đơn vị gửi lại tệp .xlsx lập từ biểu được cấp.",
    example={"reason": str(refusal("damaged"))},
)
def file_unreadable(fate: FileFate) -> Iterator[Flaw]:
    yield Flaw(Place(fate.file), "", {"reason": fate.detail}, subject=(fate.sha256 or fate.file,))
