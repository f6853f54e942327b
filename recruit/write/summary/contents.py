"""What each sheet of the workbooks that the office gets tells, in a line: the sheet `Mục lục`, and how wide codes are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.declared.form import LIST_SHEET
from recruit.declared.probation import PROBATION_SHEET
from recruit.declared.statistics import PEOPLES_SHEET, STATISTICS_SHEET
from recruit.declared.summary import MONTHS_SHEET, UNIT_HEADING
from recruit.write.fitting import line_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

CHART_SHEET = "Biểu đồ"
LAGGING_SHEET = "Đơn vị chậm nhất"

SAYS: Mapping[str, str] = {
    "Tổng hợp": "Mỗi đơn vị một dòng: chỉ tiêu, kết quả, tỷ lệ, đánh giá; dòng cuối là tổng cộng của Đảng bộ.",
    CHART_SHEET: "Biểu đồ chỉ tiêu và kết quả của từng đơn vị, với số liệu của biểu đồ.",
    LAGGING_SHEET: "Các đơn vị còn thiếu nhiều nhất so với chỉ tiêu, xếp từ đơn vị thiếu nhiều nhất, với biểu đồ.",
    "Nộp báo cáo": "Đơn vị nào đã nộp, nộp chậm, chưa nộp từng tháng; tỷ lệ nộp và nộp đúng hạn.",
    "Lỗi": "Việc phải sửa: tệp nào, ô nào, sai ở đâu, sửa thế nào.",
    "Mẫu văn bản": "Chỗ sai trong mẫu văn bản của Văn phòng và cách sửa.",
    "Trình Đảng ủy": "Ai đang chờ Đảng ủy quyết định: cử đi học lớp, cho làm thủ tục kết nạp.",
    "Tiến độ": "Đơn vị nào chậm so với tiến độ, cảm tình Đảng còn thiếu điều kiện gì.",
    "Thay đổi": "Ai thay đổi gì so với tháng trước.",
    LIST_SHEET: "Mọi người trong danh sách của các đơn vị; ai được tính, ai không được tính và vì sao.",
    "Đảng viên mới": "Người đã kết nạp, theo thứ tự cột mà cơ sở dữ liệu đảng viên nhận.",
    PROBATION_SHEET: "Ai đang dự bị, ngày hết 12 tháng, hạn chi bộ xét; người đến hạn đứng trước.",
    STATISTICS_SHEET: "Biểu thống kê đảng viên mới kết nạp, in ra như mẫu; cột từng đơn vị ở bên phải.",
    PEOPLES_SHEET: "Biểu thống kê đảng viên mới kết nạp theo dân tộc, tôn giáo.",
    MONTHS_SHEET: "Kết nạp, cử đi học, cảm tình Đảng từng tháng trong năm, với biểu đồ.",
    "Lỗi theo tháng": "Mỗi đơn vị có mấy lỗi, mấy lưu ý từng tháng (5/2 là 5 lỗi, 2 lưu ý); số lần đã đôn đốc.",
    "Tệp": "Mọi tệp tìm thấy: của đơn vị nào, tháng nào, đã dùng hay vì sao không dùng.",
    "Đã hiểu là": "Giá trị được đọc khác với cách ghi, để xem lại.",
    "Nguồn số liệu": "Mỗi số liệu lấy từ tệp nào, trang nào, những ô nào.",
}
"""By the sheet's name."""

_WIDEST = 30


def code_widths(codes: Iterable[str]) -> dict[str, int]:
    """Return how wide the columns of codes must be, by their headings, so that units' codes stand on one line."""
    widest = min(max(map(line_width, codes), default=0), _WIDEST)
    return dict.fromkeys((UNIT_HEADING, "Đơn vị"), widest + 1)
