"""The documents that the office writes, a row each: the template's file and the names that it may use."""

from __future__ import annotations

from dataclasses import dataclass

from recruit.letters import assigning, digest, monthly, periodic, sitting, urging, yearly
from recruit.letters.names import Name


@dataclass(frozen=True, slots=True)
class Document:
    """A kind of document. `label` says in Vietnamese what it is, `template` is its file in the folder of templates.

    `series` says how many series of figures its charts are filled with, 0 where they stay as the template has them.
    """

    label: str
    template: str
    names: tuple[Name, ...]
    series: int = 0


MONTHLY = Document("Công văn báo cáo tháng", "cong_van_bao_cao.docx", monthly.NAMES)
SITTING = Document("Danh sách trình Đảng ủy", "trinh_dang_uy.docx", sitting.NAMES)
ASSIGNING = Document("Công văn giao chỉ tiêu", "cong_van_giao_chi_tieu.docx", assigning.NAMES)
URGING = Document("Công văn đôn đốc từng đơn vị", "cong_van_don_doc.docx", urging.UNIT_NAMES)
URGING_ALL = Document("Công văn đôn đốc chung", "cong_van_don_doc_chung.docx", urging.ALL_NAMES)
DIGEST = Document("Phiếu theo dõi của Đảng ủy viên", "phieu_theo_doi.docx", digest.NAMES)
YEARLY = Document("Báo cáo năm", "bao_cao_nam.docx", yearly.NAMES, 4)
PERIODIC = Document("Báo cáo quý, 6 tháng, 9 tháng", "bao_cao_ky.docx", periodic.NAMES)

ALL = (MONTHLY, SITTING, ASSIGNING, URGING, URGING_ALL, DIGEST, YEARLY, PERIODIC)
