"""What a unit is told of filling in and sending the form, declared once: for its sheet `Hướng dẫn` and for the unit's manual."""

from __future__ import annotations

from recruit.declared.form import MENDING_SHEET, REPLY_HEADING
from recruit.declared.probation import PROBATION_SHEET

ADVICE = (
    "Điền trang Báo cáo trước: tháng, ngày họp xét, số nghị quyết, người lập biểu. Mỗi tháng nhớ đổi ô Tháng.",
    "Trang Danh sách: mỗi người một dòng; việc đến đâu ghi ngày đến đó, việc chưa làm để trống.",
    "Ngày ghi ngày/tháng/năm, ví dụ 05/03/2024. Cột có dấu * phải điền. Ô đỏ là ô cần xem lại.",
    "Ô có mũi tên thì bấm mũi tên, chọn trong danh sách của ô; không gõ cách khác.",
    "Không xóa dòng: người đã kết nạp giữ đến hết năm; người ra khỏi danh sách thì ghi ngày và lý do đưa ra.",
    f"Trang {PROBATION_SHEET} đã ghi sẵn tên; chỉ ghi giấy chứng nhận lớp đảng viên mới, ngày chi bộ xét, quyết định công nhận.",
    "Gõ chữ có dấu bằng phông Times New Roman (Unicode). Không gộp ô, không thêm công thức, không đặt mật khẩu.",
    "Đầu trang Báo cáo và trang Danh sách ghi còn bao nhiêu ô phải sửa; bấm vào đó để đến ô đầu tiên.",
    "Lưu tệp dạng .xlsx rồi gửi Văn phòng Đảng ủy theo thư điện tử trước hạn. Sửa lại thì gửi lại cả tệp.",
    "Văn phòng gửi thư nói đã nhận tệp nào, tính những gì: đối chiếu với danh sách của đơn vị, sai thì báo ngay.",
    f"Có biểu trả lại thì mở trang {MENDING_SHEET}: sửa các ô tô đỏ mà trang đó nêu, lưu rồi gửi lại chính tệp đó.",
    f"Mục Lưu ý mà đúng như đã ghi thì trả lời ở cột {REPLY_HEADING} của trang {MENDING_SHEET}: “Đúng, vì: …”.",
)
"""Each line short enough to stand on one line across the sheet; numbered where it is shown."""
