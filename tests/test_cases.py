"""What people really send: the sound month that every case lies over, and the cases whose kind no other file tests."""

from __future__ import annotations

from cases import BASE, figures, laid, needs_cases, truth

pytestmark = needs_cases


def test_the_sound_month_has_the_true_figures_and_no_error(tmp_path):
    case = laid(BASE, tmp_path)
    result = case.month()
    assert figures(result) == truth()
    assert result.errors == 0
    assert not result.missing
    code, screen = case.run()
    assert code == 0
    assert "không còn lỗi, các đơn vị đã nộp đủ" in screen
