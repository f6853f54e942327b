"""Why bytes are not read: one table of reasons, each in words that a clerk can pass on to the unit."""

from __future__ import annotations

_RESEND = "đề nghị đơn vị mở bằng Excel, lưu lại dạng .xlsx rồi gửi lại"
_SEND_FORM = "đề nghị đơn vị gửi biểu Excel"

# Why bytes are not read. `{where}` is filled with the place inside the workbook, where one is known.
_REASONS: dict[str, str] = {
    # Kinds of files, as `identify` names them.
    "empty": "tệp rỗng, không có nội dung; đề nghị đơn vị gửi lại",
    "encrypted": "tệp có mật khẩu; đề nghị đơn vị bỏ mật khẩu rồi gửi lại",
    "password-needed": "tệp có mật khẩu; đề nghị đơn vị bỏ mật khẩu rồi gửi lại, hoặc ghi mật khẩu vào một tệp chữ "
    "và chạy với --passwords",
    "wrong-password": "tệp có mật khẩu, các mật khẩu đã cho không mở được; đề nghị đơn vị bỏ mật khẩu rồi gửi lại",
    "old-xls": f"tệp Excel đời rất cũ (trước Excel 5.0) hoặc lưu không đúng cách; {_RESEND}",
    "fods": "tệp .fods; đề nghị đơn vị mở bằng LibreOffice, lưu lại dạng .xlsx rồi gửi lại",
    "odf": f"văn bản OpenDocument (LibreOffice), không phải bảng tính; {_SEND_FORM}",
    "numbers": "tệp Apple Numbers; đề nghị đơn vị trong Numbers chọn Tệp → Xuất sang → Excel rồi gửi lại tệp .xlsx",
    "docx": f"tệp Word, không phải bảng tính; {_SEND_FORM}",
    "pptx": f"tệp PowerPoint, không phải bảng tính; {_SEND_FORM}",
    "ole": f"tệp Office đời cũ, không phải bảng tính .xlsx; {_RESEND}",
    "zip": "tệp nén .zip; giải nén rồi chép tệp .xlsx vào thư mục",
    "nested-zip": "tệp nén nằm quá sâu trong các tệp nén khác; giải nén rồi chép tệp .xlsx vào thư mục",
    "zip-password": "tệp nén có mật khẩu; giải nén rồi chép tệp .xlsx vào thư mục",
    "zip-method": "tệp bị nén theo cách không mở được; giải nén rồi chép tệp .xlsx vào thư mục",
    "too-big-archive": "tệp quá lớn để mở; giải nén hoặc lưu tệp đính kèm rồi chép tệp .xlsx vào thư mục",
    "mail": "thư điện tử, không phải bảng tính; lưu tệp đính kèm của thư vào thư mục",
    "mbox": "hộp thư, không phải bảng tính; lưu tệp đính kèm của từng thư vào thư mục",
    "msg": "thư Outlook, không phải bảng tính; lưu tệp đính kèm của thư vào thư mục",
    "mail-store": "kho thư của Outlook (.pst, .ost, .dbx), không mở được; trong Outlook mở từng thư của các đơn vị, lưu "
    "riêng từng thư (Lưu dưới dạng, kiểu .msg) vào thư mục",
    "tnef": "tệp winmail.dat, không phải bảng tính; đề nghị đơn vị gửi lại thư dạng thường (HTML hoặc chữ)",
    # Mails that cannot be opened.
    "bad-mail": f"thư bị hỏng, không mở được; {_SEND_FORM} lại bằng thư khác",
    "too-complex": "thư có cấu trúc quá phức tạp để mở; lưu tệp đính kèm cần dùng vào thư mục",
    "too-many-members": "tệp nén có quá nhiều tệp bên trong; giải nén rồi chép các tệp .xlsx vào thư mục",
    "too-deep": "thư lồng trong thư quá nhiều lớp; lưu tệp đính kèm của thư vào thư mục",
    "too-many-attachments": "thư có quá nhiều phần, không giống thư gửi báo cáo; lưu tệp đính kèm cần dùng vào thư mục",
    "damaged-attachment": "tệp đính kèm bị đứt giữa chừng khi gửi; đề nghị đơn vị gửi lại",
    "draft": "thư nháp chưa gửi, không phải báo cáo của đơn vị",
    "in-draft": "nằm trong thư nháp chưa gửi, không phải báo cáo của đơn vị; đơn vị đã gửi thì lưu thư đã nhận vào thư mục",
    "returned": "nằm trong thư báo không gửi được, không phải báo cáo của đơn vị",
    # Mails and archives that were opened and bring no report.
    "no-attachment": "không có tệp đính kèm",
    "only-links": "không có tệp đính kèm, chỉ có liên kết; đề nghị gửi tệp Excel",
    "only-scans": "bản chụp, không đọc được số liệu; đề nghị gửi tệp Excel",
    "no-report-in-mail": "không có biểu báo cáo trong các tệp đính kèm",
    "no-report-in-mailbox": "không có biểu báo cáo trong các thư của hộp thư",
    "no-report-in-archive": "không có biểu báo cáo trong tệp nén",
    "bounce": "thư báo không gửi được, không phải báo cáo của đơn vị",
    "receipt": "thư báo đã nhận hoặc đã đọc, không phải báo cáo",
    "uuencoded": "tệp kèm theo nằm trong chữ của thư (uuencode), không mở được; đề nghị gửi lại dạng tệp đính kèm",
    "meeting": "lịch hẹn hoặc giấy mời họp, không phải báo cáo",
    "partial": "chỉ là một phần của thư bị chia nhỏ; đề nghị đơn vị gửi lại nguyên thư",
    "sealed": "thư ký số hoặc mã hóa cả thư, không mở được; đề nghị đơn vị gửi lại bằng thư thường",
    "in-sealed": "phần ký số hoặc mã hóa của thư, không mở được; xem dòng của thư",
    "signed-file": "tệp ký số hoặc mã hóa (.p7m), không mở được; đề nghị đơn vị gửi tệp Excel chưa ký",
    "stripped": "thư lưu không kèm tệp (.partial.emlx của Apple Mail), tệp đính kèm nằm ở thư mục khác của máy; mở thư, lưu "
    "tệp đính kèm vào thư mục",
    # What the folder itself does not give.
    "locked": "không mở được tệp (đang bị khóa hoặc không có quyền đọc); đóng tệp rồi chạy lại",
    "locked-folder": "không mở được thư mục con; kiểm tra quyền đọc rồi chạy lại",
    "no-file": "không phải tệp thường (lối tắt hỏng hoặc thiết bị); chép tệp thật vào thư mục",
    "lost": f"tệp làm chương trình đọc phải dừng, có thể bị hỏng hoặc độc hại; {_RESEND}",
    "rar": "tệp nén .rar; giải nén rồi chép tệp .xlsx vào thư mục",
    "7z": "tệp nén .7z; giải nén rồi chép tệp .xlsx vào thư mục",
    "gz": "tệp nén .gz; giải nén rồi chép tệp .xlsx vào thư mục",
    "html": f"trang HTML, không phải bảng tính .xlsx; {_RESEND}",
    "mht": f"bảng tính lưu dạng trang web (.mht); {_RESEND}",
    "xml": f"tệp XML, không phải bảng tính .xlsx; {_RESEND}",
    "pdf": f"tệp PDF, không đọc được số liệu; {_SEND_FORM}",
    "image": f"bản chụp (tệp ảnh), không đọc được số liệu; {_SEND_FORM}",
    "text": f"tệp chữ, không phải bảng tính .xlsx; {_SEND_FORM}",
    "unknown": f"không phải bảng tính .xlsx; {_SEND_FORM}",
    "workbook-by-name": f"tên là tệp bảng tính nhưng nội dung không phải bảng tính (bị hỏng hoặc đổi đuôi); {_RESEND}",
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
    "slow": f"đọc tệp mất quá nhiều thời gian, có thể bị hỏng hoặc độc hại; {_RESEND}",
    "memory": f"đọc tệp tốn quá nhiều bộ nhớ, có thể bị hỏng hoặc độc hại; {_RESEND}",
    "not-whole": f"tệp không đọc được trọn vẹn{{where}}; {_RESEND}",
    "no-codepage": f"tệp Excel đời rất cũ, không rõ bảng mã chữ; {_RESEND}",
    "no-sheet": f"tệp không có trang tính nào; {_SEND_FORM}",
    "bad-reference": f"tệp bị hỏng (địa chỉ ô sai{{where}}); {_RESEND}",
    "bad-string": f"tệp bị hỏng (thiếu chữ của ô{{where}}); {_RESEND}",
    "too-many-sheets": "tệp có quá nhiều trang tính; đề nghị đơn vị gửi lại đúng biểu",
    "cell-out-of-range": "có nội dung ở ô quá xa danh sách{where}; đề nghị đơn vị xóa các dòng, cột thừa rồi gửi lại",
    "too-many-cells": "tệp có quá nhiều ô, không giống biểu báo cáo{where}; đề nghị đơn vị gửi lại đúng biểu",
    "merge-too-big": "ô gộp quá rộng{where}; đề nghị đơn vị bỏ gộp ô (Merge) ở đó rồi gửi lại",
    "too-many-merges": "tệp có quá nhiều ô gộp{where}; đề nghị đơn vị gửi lại đúng biểu",
}

# Files of these kinds cannot be a unit's report in another dress.
_NO_REPORT = frozenset(
    (
        *("image", "pdf", "docx", "pptx", "text", "html", "xml", "unknown", "empty"),
        *("returned", "no-attachment", "only-links", "only-scans", "bounce", "receipt", "meeting"),
        *("draft", "in-draft", "in-sealed"),
        *("no-report-in-mail", "no-report-in-mailbox", "no-report-in-archive"),
    )
)


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
