"""Which name was meant: by somebody whose keyboard was set to Vietnamese, or who turned the words round."""

import pytest

from recruit.language.nearest import nearest

KNOWN = ("don_vi.ten", "don_vi.tong", "thang", "nguoi_ky", "ket_nap.so", "dia_danh")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("teen_dv", "don_vi.ten"),
        ("tên_đơn_vị", "don_vi.ten"),
        ("thasng", "thang"),
        ("tháng", "thang"),
        ("nguwowif_ky", "nguoi_ky"),
        ("dia5_danh", "dia_danh"),
        ("ket_nap.sô", "ket_nap.so"),
        ("thag", "thang"),
    ],
)
def test_a_name_is_found_behind_what_was_typed(typed, meant):
    assert nearest(typed, KNOWN) == meant


@pytest.mark.parametrize("typed", ["xyz", "", "chuc_vu", "a" * 100])
def test_what_is_like_none_has_none(typed):
    assert nearest(typed, KNOWN) == ""
