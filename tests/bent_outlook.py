"""Bends of Outlook's own files: numbers in a compound file's tables, lengths and checksums in a winmail.dat."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from bent_zip import bend_the_bytes
from outlook_files import Attachment, Msg, Winmail, msg, winmail

if TYPE_CHECKING:
    from random import Random

_SECTOR, _ENTRY = 512, 128
_TNEF = b"\x78\x9f\x3e\x22"
_ODD_WORDS = (0, 1, 2, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFA, 0xFFFFFFFC, 0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFF)


def good_outlook(rng: Random, *files: tuple[str, bytes], sender: str = "cb@vidu.example") -> bytes:
    """Return a sound .msg or winmail.dat with the given files, at times in a mail that was forwarded whole."""
    depth = rng.choice((0, 0, 1, 3, 40))
    if rng.random() < 0.4:
        inner = files
        for _ in range(depth):
            inner = (("thu chuyen tiep", Winmail(tuple(inner))),)
        return winmail(inner, long_names=rng.random() < 0.7)
    codepage = rng.choice((None, 1258))
    attached: tuple = tuple(Attachment(name, content, long_name=rng.random() < 0.8) for name, content in files)
    for _ in range(depth):
        attached = (("Chuyển tiếp.msg", Msg(sender, attachments=attached, codepage=codepage)),)
    return msg(sender=sender, attachments=attached, codepage=codepage)


def is_compound(data: bytes) -> bool:
    """Whether a sound file of Outlook's is a .msg, and not a winmail.dat."""
    return not data.startswith(_TNEF)


def bend_the_header(rng: Random, data: bytes) -> tuple[str, bytes] | None:
    """Let the compound file's header say something else."""
    if data.startswith(_TNEF) or len(data) < _SECTOR:
        return None
    place, packed = rng.choice(
        ((24, "<H"), (26, "<H"), (28, "<H"), (30, "<H"), (32, "<H"), *((place, "<I") for place in range(40, 84, 4)))
    )
    new = rng.choice((*_ODD_WORDS, rng.randrange(64))) & (256 ** struct.calcsize(packed) - 1)
    bent = bytearray(data)
    struct.pack_into(packed, bent, place, new)
    return f"header at {place} → {new}", bytes(bent)


def bend_the_table(rng: Random, data: bytes) -> tuple[str, bytes] | None:
    """Let a chain of sectors run elsewhere, in a circle, or out of the file."""
    if data.startswith(_TNEF) or len(data) < 2 * _SECTOR:
        return None
    sectors = len(data) // _SECTOR - 1
    fat = struct.unpack_from("<I", data, 76)[0]
    if fat >= sectors:
        return None
    number = rng.randrange(min(sectors, _SECTOR // 4))
    new = rng.choice((number, 0, rng.randrange(sectors), *_ODD_WORDS))
    bent = bytearray(data)
    struct.pack_into("<I", bent, (fat + 1) * _SECTOR + 4 * number, new)
    return f"after sector {number} comes {new:#x}", bytes(bent)


def bend_the_directory(rng: Random, data: bytes) -> tuple[str, bytes] | None:
    """Change an entry of the directory: its name, kind, place in the tree, start or size."""
    places = [
        at for at in range(_SECTOR, len(data) - _ENTRY + 1, _ENTRY) if data[at + 66] in (1, 2, 5) and data[at + 67] == 1
    ]
    if data.startswith(_TNEF) or not places:
        return None
    place = rng.choice(places)
    how, at, packed = rng.choice(
        (
            ("length of the name", 64, "<H"),
            ("kind", 66, "<B"),
            ("left", 68, "<I"),
            ("right", 72, "<I"),
            ("child", 76, "<I"),
            ("start", 116, "<I"),
            ("size", 120, "<I"),
            ("size above", 124, "<I"),
            ("name", rng.randrange(0, 64, 2), "<H"),
        )
    )
    new = rng.choice((*_ODD_WORDS, rng.randrange(40), rng.randrange(100_000))) & (256 ** struct.calcsize(packed) - 1)
    bent = bytearray(data)
    struct.pack_into(packed, bent, place + at, new)
    return f"directory entry at {place}: {how} → {new}", bytes(bent)


def bend_a_property(rng: Random, data: bytes) -> tuple[str, bytes] | None:
    """Change a word of a message's or attachment's properties: their kind, tag, size or value."""
    tag = rng.choice((0x3701, 0x3705, 0x3707, 0x3704, 0x001A, 0x0E06, 0x0039, 0x5D01, 0x0C1F, 0x3FFD, 0x340D))
    found = [
        at
        for at in range(0, len(data) - 16, 2)
        if data[at + 2 : at + 4] == struct.pack("<H", tag) and data[at + 4] == 6
    ]
    if data.startswith(_TNEF) or not found:
        return None
    place = rng.choice(found)
    at = rng.choice((0, 2, 4, 8, 12))
    bent = bytearray(data)
    struct.pack_into(
        "<I", bent, min(place + at, len(bent) - 4), rng.choice((*_ODD_WORDS, 3, 5, 6, 7, 0x1F, 0x1E, 0x102))
    )
    return f"property {tag:04X} at {place}, word {at}", bytes(bent)


def bend_an_attribute(rng: Random, data: bytes) -> tuple[str, bytes] | None:
    """Change an attribute of a winmail.dat: its level, tag, length, checksum, or drop, double or cut it."""
    if not data.startswith(_TNEF):
        return None
    places, at = [], 6
    while at + 11 <= len(data):
        length = struct.unpack_from("<I", data, at + 5)[0]
        places.append((at, at + 11 + length))
        at += 11 + length
    start, end = rng.choice(places)
    how = rng.choice(("level", "tag", "length", "checksum", "dropped", "doubled", "cut", "inside"))
    bent = bytearray(data)
    if how in ("dropped", "doubled", "cut"):
        whole = data[start:end]
        new = {"dropped": b"", "doubled": whole * 2, "cut": whole[: len(whole) // 2]}[how]
        return f"attribute at {start} {how}", data[:start] + new + data[end:]
    if how == "level":
        bent[start] = rng.choice((0, 1, 2, 3, 255))
    elif how == "checksum":
        bent[end - 1 if end <= len(bent) else start] ^= 1
    else:
        place = {"tag": start + 1, "length": start + 5, "inside": start + 9 + 4 * rng.randrange(8)}[how]
        struct.pack_into("<I", bent, min(place, len(bent) - 4), rng.choice((*_ODD_WORDS, rng.randrange(2**32))))
    return f"attribute at {start}: {how}", bytes(bent)


OUTLOOK_BENDS = (
    bend_the_header,
    bend_the_table,
    bend_the_table,
    bend_the_directory,
    bend_the_directory,
    bend_a_property,
    bend_an_attribute,
    bend_an_attribute,
    bend_the_bytes,
)
