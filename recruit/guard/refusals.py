"""Why something is not read: one table of reasons, each in words that a clerk can pass on to the unit."""

from __future__ import annotations

from typing import NamedTuple


class Reason(NamedTuple):
    """`what` is wrong with a file, a mail or an archive, and the `remedy` that is asked for (empty: none).

    `{where}` in `what` is filled with the place inside the workbook, where one is known, as `, trang X, ô B5`.
    `may_be_report` says whether it may be a unit's report that cannot be read.
    """

    what: str
    remedy: str = ""
    may_be_report: bool = True

    def worded(self, where: str = "") -> str:
        """Return the reason in Vietnamese words, naming the place `where`."""
        return "; ".join(filter(None, (self.what.format(where=where), self.remedy)))


_RESEND = "đề nghị đơn vị mở bằng Excel, lưu lại dạng .xlsx rồi gửi lại"
_SEND_FORM = "đề nghị đơn vị gửi biểu Excel"
_UNPACK = "giải nén rồi chép tệp .xlsx vào thư mục"
_SAVE = "lưu tệp đính kèm của thư vào thư mục"
_SAVE_NEEDED = "lưu tệp đính kèm cần dùng vào thư mục"
_SEND_AGAIN = "đề nghị đơn vị gửi lại"
_RIGHT_FORM = "đề nghị đơn vị gửi lại đúng biểu"

_OTHER_KINDS = {
    "empty": Reason("tệp rỗng, không có nội dung", _SEND_AGAIN, may_be_report=False),
    "old-xls": Reason("tệp Excel đời rất cũ (trước Excel 5.0) hoặc lưu không đúng cách", _RESEND),
    "fods": Reason("tệp .fods", "đề nghị đơn vị mở bằng LibreOffice, lưu lại dạng .xlsx rồi gửi lại"),
    "odf": Reason("văn bản OpenDocument (LibreOffice), không phải bảng tính", _SEND_FORM),
    "numbers": Reason(
        "tệp Apple Numbers", "đề nghị đơn vị trong Numbers chọn Tệp → Xuất sang → Excel rồi gửi lại tệp .xlsx"
    ),
    "docx": Reason("tệp Word, không phải bảng tính", _SEND_FORM, may_be_report=False),
    "pptx": Reason("tệp PowerPoint, không phải bảng tính", _SEND_FORM, may_be_report=False),
    "ole": Reason("tệp Office đời cũ, không phải bảng tính .xlsx", _RESEND),
    "html": Reason("trang HTML, không phải bảng tính .xlsx", _RESEND, may_be_report=False),
    "mht": Reason("bảng tính lưu dạng trang web (.mht)", _RESEND),
    "xml": Reason("tệp XML, không phải bảng tính .xlsx", _RESEND, may_be_report=False),
    "pdf": Reason("tệp PDF, không đọc được số liệu", _SEND_FORM, may_be_report=False),
    "image": Reason("bản chụp (tệp ảnh), không đọc được số liệu", _SEND_FORM, may_be_report=False),
    "xps": Reason("bản in (tệp .xps), không đọc được số liệu", _SEND_FORM, may_be_report=False),
    "rtf": Reason("tệp Word (.rtf), không phải bảng tính", _SEND_FORM, may_be_report=False),
    "table-as-text": Reason("bảng lưu dạng chữ (.csv, .tsv), không phải bảng tính .xlsx", _RESEND),
    "text": Reason("tệp chữ, không phải bảng tính .xlsx", _SEND_FORM, may_be_report=False),
    "unknown": Reason("không phải bảng tính .xlsx", _SEND_FORM, may_be_report=False),
    "workbook-by-name": Reason(
        "tên là tệp bảng tính nhưng nội dung không phải bảng tính (bị hỏng hoặc đổi đuôi)", _RESEND
    ),
    "signed-file": Reason("tệp ký số hoặc mã hóa (.p7m), không mở được", "đề nghị đơn vị gửi tệp Excel chưa ký"),
}
_PROTECTED = {
    "encrypted": Reason("tệp có mật khẩu", "đề nghị đơn vị bỏ mật khẩu rồi gửi lại"),
    "password-needed": Reason(
        "tệp có mật khẩu",
        "đề nghị đơn vị bỏ mật khẩu rồi gửi lại, hoặc ghi mật khẩu vào một tệp chữ và chạy với --passwords",
    ),
    "wrong-password": Reason(
        "tệp có mật khẩu, các mật khẩu đã cho không mở được", "đề nghị đơn vị bỏ mật khẩu rồi gửi lại"
    ),
    "zip-password": Reason("tệp nén có mật khẩu", _UNPACK),
}
_CONTAINERS = {
    "zip": Reason("tệp nén .zip", _UNPACK),
    "rar": Reason("tệp nén .rar", _UNPACK),
    "7z": Reason("tệp nén .7z", _UNPACK),
    "gz": Reason("tệp nén .gz", _UNPACK),
    "nested-zip": Reason("tệp nén nằm quá sâu trong các tệp nén khác", _UNPACK),
    "zip-method": Reason("tệp bị nén theo cách không mở được", _UNPACK),
    "too-big-archive": Reason("tệp quá lớn để mở", "giải nén hoặc lưu tệp đính kèm rồi chép tệp .xlsx vào thư mục"),
    "too-many-members": Reason("tệp nén có quá nhiều tệp bên trong", "giải nén rồi chép các tệp .xlsx vào thư mục"),
    "mail": Reason("thư điện tử, không phải bảng tính", _SAVE),
    "mbox": Reason("hộp thư, không phải bảng tính", "lưu tệp đính kèm của từng thư vào thư mục"),
    "msg": Reason("thư Outlook, không phải bảng tính", _SAVE),
    "mail-store": Reason(
        "kho thư của Outlook (.pst, .ost, .dbx), không mở được",
        "trong Outlook mở từng thư của các đơn vị, lưu riêng từng thư (Lưu dưới dạng, kiểu .msg) vào thư mục",
    ),
    "tnef": Reason("tệp winmail.dat, không phải bảng tính", "đề nghị đơn vị gửi lại thư dạng thường (HTML hoặc chữ)"),
    "bad-mail": Reason("thư bị hỏng, không mở được", f"{_SEND_FORM} lại bằng thư khác"),
    "too-complex": Reason("thư có cấu trúc quá phức tạp để mở", _SAVE_NEEDED),
    "too-deep": Reason("thư lồng trong thư quá nhiều lớp", _SAVE),
    "too-many-attachments": Reason("thư có quá nhiều phần, không giống thư gửi báo cáo", _SAVE_NEEDED),
    "damaged-attachment": Reason("tệp đính kèm bị đứt giữa chừng khi gửi", _SEND_AGAIN),
    "sealed": Reason("thư ký số hoặc mã hóa cả thư, không mở được", "đề nghị đơn vị gửi lại bằng thư thường"),
    "in-sealed": Reason("phần ký số hoặc mã hóa của thư, không mở được", "xem dòng của thư", may_be_report=False),
    "partial": Reason("chỉ là một phần của thư bị chia nhỏ", "đề nghị đơn vị gửi lại nguyên thư"),
    "stripped": Reason(
        "thư lưu không kèm tệp (.partial.emlx của Apple Mail), tệp đính kèm nằm ở thư mục khác của máy",
        "mở thư, lưu tệp đính kèm vào thư mục",
    ),
    "uuencoded": Reason(
        "tệp kèm theo nằm trong chữ của thư (uuencode), không mở được", "đề nghị gửi lại dạng tệp đính kèm"
    ),
}
_WITHOUT_REPORT = {
    "no-attachment": Reason("không có tệp đính kèm", may_be_report=False),
    "only-links": Reason("không có tệp đính kèm, chỉ có liên kết", "đề nghị gửi tệp Excel", may_be_report=False),
    "only-scans": Reason("bản chụp, không đọc được số liệu", "đề nghị gửi tệp Excel", may_be_report=False),
    "only-words": Reason("danh sách gõ trong thư, không có biểu Excel", "đề nghị gửi tệp Excel", may_be_report=False),
    "only-text": Reason(
        "chỉ có tệp chữ (.csv, .txt), không có biểu Excel", "đề nghị gửi tệp Excel", may_be_report=False
    ),
    "only-documents": Reason(
        "chỉ có văn bản (Word), không có biểu Excel", "đề nghị gửi tệp Excel", may_be_report=False
    ),
    "no-report-in-mail": Reason("không có biểu báo cáo trong các tệp đính kèm", may_be_report=False),
    "no-report-in-mailbox": Reason("không có biểu báo cáo trong các thư của hộp thư", may_be_report=False),
    "no-report-in-archive": Reason("không có biểu báo cáo trong tệp nén", may_be_report=False),
    "draft": Reason("thư nháp chưa gửi, không phải báo cáo của đơn vị", may_be_report=False),
    "in-draft": Reason(
        "nằm trong thư nháp chưa gửi, không phải báo cáo của đơn vị",
        "đơn vị đã gửi thì lưu thư đã nhận vào thư mục",
        may_be_report=False,
    ),
    "bounce": Reason("thư báo không gửi được, không phải báo cáo của đơn vị", may_be_report=False),
    "returned": Reason("nằm trong thư báo không gửi được, không phải báo cáo của đơn vị", may_be_report=False),
    "receipt": Reason("thư báo đã nhận hoặc đã đọc, không phải báo cáo", may_be_report=False),
    "meeting": Reason("lịch hẹn hoặc giấy mời họp, không phải báo cáo", may_be_report=False),
}
_FOLDER = {
    "locked": Reason("không mở được tệp (đang bị khóa hoặc không có quyền đọc)", "đóng tệp rồi chạy lại"),
    "locked-folder": Reason("không mở được thư mục con", "kiểm tra quyền đọc rồi chạy lại"),
    "too-deep-folder": Reason("thư mục con nằm quá sâu (hơn 100 lớp)", "chép các tệp trong đó ra ngoài rồi chạy lại"),
    "link": Reason("là liên kết (lối tắt) sang nơi khác, không được mở", "chép tệp thật vào thư mục"),
    "no-file": Reason("không phải tệp thường (thiết bị của máy)", "chép tệp thật vào thư mục"),
    "changing": Reason("nội dung tệp còn đang đổi trong lúc đọc", "chờ chép, đồng bộ xong rồi chạy lại"),
    "lost": Reason("tệp làm chương trình đọc phải dừng, có thể bị hỏng hoặc độc hại", _RESEND),
    "slow": Reason("đọc tệp mất quá nhiều thời gian, có thể bị hỏng hoặc độc hại", _RESEND),
    "memory": Reason("đọc tệp tốn quá nhiều bộ nhớ, có thể bị hỏng hoặc độc hại", _RESEND),
}
_PACKAGES = {
    "too-big": Reason(
        "tệp lớn hơn 10 MB", "đề nghị đơn vị bỏ hình ảnh và các dòng trống bên dưới danh sách rồi gửi lại"
    ),
    "damaged": Reason("tệp bị hỏng (gửi hoặc lưu chưa trọn vẹn)", _RESEND),
    "compression": Reason("tệp bị nén theo cách không phải của Excel", _RESEND),
    "too-many-parts": Reason("tệp có quá nhiều thành phần bên trong, không giống biểu báo cáo", _RESEND),
    "duplicate-part": Reason("tệp bị hỏng (hai thành phần bên trong trùng tên)", _RESEND),
    "overlapping-parts": Reason("tệp bị hỏng (các thành phần bên trong chồng lên nhau)", _RESEND),
    "too-big-part": Reason(
        "nội dung tệp bung ra quá lớn", "đề nghị đơn vị xóa các dòng trống bên dưới danh sách rồi gửi lại"
    ),
    "doctype": Reason("tệp có khai báo không được phép (DOCTYPE), có thể là tệp độc hại", _RESEND),
    "missing-part": Reason("tệp bị hỏng (thiếu thành phần bên trong{where})", _RESEND),
    "no-sheet": Reason("tệp không có trang tính nào", _SEND_FORM),
    "too-many-sheets": Reason("tệp có quá nhiều trang tính", _RIGHT_FORM),
    "no-codepage": Reason("tệp Excel đời rất cũ, không rõ bảng mã chữ", _RESEND),
    "not-whole": Reason("tệp không đọc được trọn vẹn{where}", _RESEND),
}
_CONTENTS = {
    "bad-xml": Reason("tệp bị hỏng (nội dung bên trong sai cấu trúc{where})", _RESEND),
    "bad-reference": Reason("tệp bị hỏng (địa chỉ ô sai{where})", _RESEND),
    "bad-string": Reason("tệp bị hỏng (thiếu chữ của ô{where})", _RESEND),
    "cell-out-of-range": Reason(
        "có nội dung ở ô quá xa danh sách{where}", "đề nghị đơn vị xóa các dòng, cột thừa rồi gửi lại"
    ),
    "too-many-cells": Reason("tệp có quá nhiều ô, không giống biểu báo cáo{where}", _RIGHT_FORM),
    "merge-too-big": Reason("ô gộp quá rộng{where}", "đề nghị đơn vị bỏ gộp ô (Merge) ở đó rồi gửi lại"),
    "overlapping-merges": Reason("tệp bị hỏng (hai ô gộp chồng lên nhau{where})", _RESEND),
    "too-many-merges": Reason("tệp có quá nhiều ô gộp{where}", _RIGHT_FORM),
}

GROUPS: dict[str, dict[str, Reason]] = {
    "Không phải bảng tính đọc được": _OTHER_KINDS,
    "Có mật khẩu": _PROTECTED,
    "Thư và tệp nén không mở được": _CONTAINERS,
    "Thư và tệp nén không mang báo cáo": _WITHOUT_REPORT,
    "Thư mục và máy": _FOLDER,
    "Bảng tính hỏng hoặc quá cỡ: cả tệp": _PACKAGES,
    "Bảng tính hỏng hoặc quá cỡ: nội dung": _CONTENTS,
}
"""Every reason by its code, in groups with a Vietnamese title each."""

_REASONS: dict[str, Reason] = {code: reason for group in GROUPS.values() for code, reason in group.items()}


class Refused(Exception):
    """Bytes that are not read: `code` for programs, `reason` in words that a clerk can pass on to the unit."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(code, reason)
        self.code = code
        self.reason = reason

    def __str__(self) -> str:
        return self.reason


def refusal(code: str, where: str = "") -> Refused:
    """Return the refusal for `code`, its reason naming `where` in the workbook it is, as `, trang X, ô B5`."""
    return Refused(code, _REASONS[code].worded(where))


def what_is_wrong(code: str) -> str:
    """Return what is wrong with a thing refused for `code`, without where it is and what is asked for."""
    return _REASONS[code].what.format(where="")


def may_be_report(code: str) -> bool:
    """Whether a file refused for `code` may be a unit's report that cannot be read."""
    return _REASONS[code].may_be_report
