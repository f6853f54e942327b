"""The legacy fonts by their names: which encoding text in a font has, and the font that each is shown in."""

from __future__ import annotations

TCVN3, VNI = "TCVN3", "VNI"


PLAIN_FONTS = {TCVN3: ".VnTime", VNI: "VNI-Times"}
"""The font of each encoding that looks like Times New Roman."""


def encoding_of(font: str) -> str:
    """Return the encoding that text in `font` has by the font's name: `TCVN3`, `VNI` or empty."""
    name = font.strip().casefold()
    return TCVN3 if name.startswith(".vn") else VNI if name.startswith("vni") else ""


def has_capitals_alone(font: str) -> bool:
    """Whether `font` is a capital font of TCVN3, in which small letters are capitals: `.VnTimeH`."""
    return encoding_of(font) == TCVN3 and font.strip().casefold().endswith("h")
