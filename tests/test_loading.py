"""What the clerk reads where a part of the program cannot be loaded."""

from __future__ import annotations

import sys

from recruit.screen.loading import not_loaded

BLOCKED = ImportError("DLL load failed while importing etree: The specified module could not be found.", name="etree")


def test_a_library_that_windows_does_not_load_is_named_with_what_may_hold_it():
    said = not_loaded(BLOCKED)
    assert "Máy không nạp được thư viện etree" in said and "Smart App Control" in said


def test_what_failed_first_is_named_where_a_library_passes_it_on():
    passed_on = ImportError("Unable to import required dependencies")
    passed_on.__cause__ = BLOCKED
    assert "thư viện etree" in not_loaded(passed_on)


def test_a_library_that_is_not_there_is_named_and_where_it_comes_from():
    said = not_loaded(ModuleNotFoundError("No module named 'lxml'", name="lxml"))
    assert "thiếu lxml" in said and "README.md" in said


def test_a_processor_that_a_library_refuses_is_told():
    refused = RuntimeError(
        "NumPy was built with baseline optimizations:\n(X86_V2) but your machine doesn't support:\n(X86_V2)."
    )
    assert "Bộ xử lý" in not_loaded(refused)


def test_a_python_of_32_bits_is_told(monkeypatch):
    monkeypatch.setattr(sys, "maxsize", 2**31 - 1)
    assert "32 bit" in not_loaded(BLOCKED)


def test_any_other_error_is_not_of_loading():
    assert not_loaded(RuntimeError("x")) == not_loaded(ValueError("x")) == ""


def test_an_error_that_came_while_a_library_was_looked_for_is_itself():
    other = OSError("disk full")
    other.__context__ = BLOCKED
    assert not_loaded(other) == ""
