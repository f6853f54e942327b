"""Why bytes are not read: one table of reasons, each in words that a clerk can pass on to the unit."""

from __future__ import annotations

_RESEND = "đề nghị đơn vị mở bằng Excel, lưu lại dạng .xlsx rồi gửi lại"
_SEND_FORM = "đề nghị đơn vị gửi biểu Excel"

# Why bytes are not read. `{where}` is filled with the place inside the workbook, where one is known.
_REASONS: dict[str, str] = {
    # Kinds of files, as `kind_of` names them.
    "empty": "tệp rỗng, không có nội dung; đề nghị đơn vị gửi lại",
    "encrypted": "tệp có mật khẩu; đề nghị đơn vị bỏ mật khẩu rồi gửi lại",
    "xls": f"tệp .xls đời cũ; {_RESEND}",
    "xlsb": f"tệp .xlsb; {_RESEND}",
    "ods": f"tệp .ods; {_RESEND}",
    "docx": f"tệp Word, không phải bảng tính; {_SEND_FORM}",
    "pptx": f"tệp PowerPoint, không phải bảng tính; {_SEND_FORM}",
    "ole": f"tệp Office đời cũ, không phải bảng tính .xlsx; {_RESEND}",
    "zip": "tệp nén .zip; giải nén rồi chép tệp .xlsx vào thư mục",
    "rar": "tệp nén .rar; giải nén rồi chép tệp .xlsx vào thư mục",
    "7z": "tệp nén .7z; giải nén rồi chép tệp .xlsx vào thư mục",
    "gz": "tệp nén .gz; giải nén rồi chép tệp .xlsx vào thư mục",
    "html": f"trang HTML, không phải bảng tính .xlsx; {_RESEND}",
    "xml": f"tệp XML, không phải bảng tính .xlsx; {_RESEND}",
    "pdf": f"tệp PDF, không đọc được số liệu; {_SEND_FORM}",
    "image": f"bản chụp (tệp ảnh), không đọc được số liệu; {_SEND_FORM}",
    "mail": "thư điện tử; lưu tệp đính kèm của thư vào thư mục",
    "text": f"tệp chữ, không phải bảng tính .xlsx; {_SEND_FORM}",
    "unknown": f"không phải bảng tính .xlsx; {_SEND_FORM}",
    # What is wrong with a workbook's package.
    "too-big": "tệp lớn hơn 10 MB; đề nghị đơn vị bỏ hình ảnh và các dòng trống bên dưới danh sách rồi gửi lại",
    "damaged": f"tệp bị hỏng (gửi hoặc lưu chưa trọn vẹn); {_RESEND}",
    "compression": f"tệp bị nén theo cách không phải của Excel; {_RESEND}",
    "too-many-parts": f"tệp có quá nhiều thành phần bên trong, không giống biểu báo cáo; {_RESEND}",
    "duplicate-part": f"tệp bị hỏng (hai thành phần bên trong trùng tên); {_RESEND}",
    "overlapping-parts": f"tệp bị hỏng (các thành phần bên trong chồng lên nhau); {_RESEND}",
    "too-big-part": "nội dung tệp bung ra quá lớn; đề nghị đơn vị xóa các dòng trống bên dưới danh sách rồi gửi lại",
    "doctype": f"tệp có khai báo không được phép (DOCTYPE), có thể là tệp độc hại; {_RESEND}",
    # What is wrong with a workbook's content.
    "bad-xml": f"tệp bị hỏng (nội dung bên trong sai cấu trúc{{where}}); {_RESEND}",
    "missing-part": f"tệp bị hỏng (thiếu thành phần bên trong{{where}}); {_RESEND}",
    "no-sheet": f"tệp không có trang tính nào; {_SEND_FORM}",
    "bad-reference": f"tệp bị hỏng (địa chỉ ô sai{{where}}); {_RESEND}",
    "bad-string": f"tệp bị hỏng (thiếu chữ của ô{{where}}); {_RESEND}",
    "too-many-sheets": "tệp có quá nhiều trang tính; đề nghị đơn vị gửi lại đúng biểu",
    "cell-out-of-range": "có nội dung ở ô quá xa danh sách{where}; đề nghị đơn vị xóa các dòng, cột thừa rồi gửi lại",
    "too-many-cells": "tệp có quá nhiều ô, không giống biểu báo cáo{where}; đề nghị đơn vị gửi lại đúng biểu",
    "too-many-merges": "tệp có quá nhiều ô gộp{where}; đề nghị đơn vị gửi lại đúng biểu",
}

# Files of these kinds cannot be a unit's report in another dress.
_NO_REPORT = frozenset({"image", "text", "html", "xml", "unknown", "empty", "mail"})


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
    return Refused(code, _REASONS[code].format(where=where))


def may_be_report(code: str) -> bool:
    """Whether a file refused for `code` may be a unit's report that cannot be read."""
    return code not in _NO_REPORT
