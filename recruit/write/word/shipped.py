"""The templates that the program comes with, which were checked when they became part of it: a run need not do so again."""

from __future__ import annotations

import hashlib

SOUND = frozenset(
    {
        "bao_cao_ky.docx 25c8a8817bc4c518adea5f14ac2973abdc2a9a2fd64b26b80526a9b02fa9078a",
        "bao_cao_nam.docx 867453389b4e4913792d4a6604c9c6e9d8de8ce832ea26933fa78642fb02b06d",
        "cong_van_bao_cao.docx 14adfe8d2ebe9b1a8e41e180ccfcf54a14ea44451344f6229f9facf29f663153",
        "cong_van_don_doc.docx 77f3960733f60acc9549939f7284bfd90e50c3ea78605f3beebef6d41fb5baa6",
        "cong_van_don_doc_chung.docx 015a77cf16bfaeb787edc93e9afad0453a36a033b38dc811c611ade53ea0091e",
        "cong_van_giao_chi_tieu.docx c448cc4834d187c19b366bfd5a7b9b6db2c5e7ab548ea8c8398201627fddd40e",
        "phieu_theo_doi.docx 4bd42eb926bfc9fad84ff6429efa9563ff44040f38d69d13e1da1c20089efb84",
        "thu_gui_don_vi.txt 868fd630faa28b81d92e0553a83b399249d4d63709b84888e60e326fc612a0c5",
        "tong_quan.html cd25ed53cbb140b09ca0aa456975ca3b3c9b46c00190194a16258541cd12213d",
        "trinh_dang_uy.docx 6dc4c23f9edb8f680ecce29e3ea5ff050c193084f0098395d5cd60e88f3e93db",
    }
)
"""The name and SHA-256 of each, as `python docs/make.py` finds them without fault."""


def is_shipped(name: str, data: bytes) -> bool:
    """Whether a template is, byte for byte, one that the program comes with and that was found sound."""
    return mark(name, data) in SOUND


def mark(name: str, data: bytes) -> str:
    """Return what stands for a template among the sound ones."""
    return f"{name} {hashlib.sha256(data).hexdigest()}"
