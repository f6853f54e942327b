"""Bends of a zip as such: its members, its two sets of headers, and its bytes.

Bends of members take (name, content) pairs and return words and the new pairs; bends of headers and bytes take the
whole file and return words and the new file. None where there is nothing to bend.
"""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

    Members = list[tuple[str, bytes]]

_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"


def read_members(data: bytes) -> Members:
    """Return the members of a sound zip."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(info.filename, archive.read(info)) for info in archive.infolist()]


def write_members(members: Members, stored: bool = False) -> bytes:
    """Return a zip of the members with fixed times; a name may stand in it more than once."""
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w") as archive:
        warnings.simplefilter("ignore")
        for name, content in members:
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return out.getvalue()


# -- members -----------------------------------------------------------------------------------------------------------


def bend_the_members(rng: Random, members: Members) -> tuple[str, Members] | None:
    """Drop, double, reorder, exchange or add members."""
    if len(members) < 2:
        return None
    members = list(members)
    one, other = rng.sample(range(len(members)), 2)
    name, content = members[one]
    how = rng.choice(
        ("dropped", "doubled", "doubled otherwise", "reversed", "contents exchanged", "many more", "folder")
    )
    if how == "dropped":
        del members[one]
    elif how == "doubled":
        members.append((name, content))
    elif how == "doubled otherwise":
        members.insert(rng.choice((0, len(members))), (name, members[other][1]))
    elif how == "reversed":
        members.reverse()
    elif how == "contents exchanged":
        members[one], members[other] = (name, members[other][1]), (members[other][0], content)
    elif how == "many more":
        members += [(f"xl/media/hinh{number}.png", b"") for number in range(rng.choice((100, 1_950, 2_500)))]
    else:
        members.insert(0, (name + "/", b""))
    return f"members {how}: {name}, {members[other % len(members)][0][:60]}", members


ODD_PLACES = ("../", "../../../../tmp/", "/", "C:\\", "\\\\may\\chung\\", "./", "a/../", "~/", "\u202e")


def bend_a_name(rng: Random, members: Members) -> tuple[str, Members] | None:
    """Give a member another name: other case, backslashes, a way out, nothing, control characters, very long."""
    if not members:
        return None
    members = list(members)
    index = rng.randrange(len(members))
    name, content = members[index]
    new = rng.choice(
        (
            name.upper(),
            name.title(),
            name.replace("/", "\\"),
            rng.choice(ODD_PLACES) + name,
            "/" + name,
            name + " ",
            name + ".",
            name + "/",
            "CON.xlsx",
            "x" * 5_000,
            name.replace("e", "é"),
            name.replace(".", "\u0001."),
            "mimetype",
        )
    )
    members[index] = (new, content)
    return f"member {name} renamed {new[:60]!a}", members


MEMBER_BENDS = (bend_the_members, bend_a_name)


# -- headers -----------------------------------------------------------------------------------------------------------

_FIELDS = {  # name: (place in a local header, place in the directory, packed)
    "version": (4, 6, "<H"),
    "flags": (6, 8, "<H"),
    "method": (8, 10, "<H"),
    "time": (10, 12, "<I"),
    "checksum": (14, 16, "<I"),
    "size inside": (18, 20, "<I"),
    "size": (22, 24, "<I"),
    "length of the name": (26, 28, "<H"),
    "length of the extra": (28, 30, "<H"),
    "offset": (None, 42, "<I"),
    "disk": (None, 34, "<H"),
}
_ODD_NUMBERS = {
    "flags": (1, 8, 0x41, 0x800, 0x2000, 0xFFFF),
    "method": (0, 1, 8, 9, 12, 14, 93, 99, 0xFFFF),
}


def _headers(data: bytes) -> list[tuple[int, int]]:
    """Return (place in the directory, place of the local header) of each entry of a sound zip."""
    end = data.rfind(_END)
    if end < 0:
        return []
    count, place = struct.unpack_from("<H", data, end + 10)[0], struct.unpack_from("<I", data, end + 16)[0]
    found = []
    for _ in range(count):
        if data[place : place + 4] != _CENTRAL:
            break
        lengths = struct.unpack_from("<HHH", data, place + 28)
        found.append((place, struct.unpack_from("<I", data, place + 42)[0]))
        place += 46 + sum(lengths)
    return found


def bend_a_header(rng: Random, data: bytes) -> tuple[str, bytes] | None:
    """Let one header of an entry, or both, say something else."""
    headers = _headers(data)
    if not headers:
        return None
    central, local = rng.choice(headers)
    field = rng.choice(list(_FIELDS))
    in_local, in_central, packed = _FIELDS[field]
    old = struct.unpack_from(packed, data, central + in_central)[0]
    most = 256 ** struct.calcsize(packed) - 1
    new = (
        rng.choice(_ODD_NUMBERS.get(field, (0, 1, old + 1, max(0, old - 1), old * 2, most, rng.randrange(most)))) & most
    )
    where = rng.choice(("directory", "local", "both")) if in_local is not None else "directory"
    bent = bytearray(data)
    if where != "local":
        struct.pack_into(packed, bent, central + in_central, new)
    if where != "directory" and local + 30 < len(bent):
        struct.pack_into(packed, bent, local + in_local, new)
    return f"{field} {old} → {new} in {where} header at {central}", bytes(bent)


def bend_the_directory(rng: Random, data: bytes) -> tuple[str, bytes] | None:
    """Let two entries share their bytes, lie about how many there are, or put a directory behind the directory."""
    headers, end = _headers(data), data.rfind(_END)
    if len(headers) < 2:
        return None
    bent = bytearray(data)
    how = rng.choice(("shared bytes", "count", "start", "second end", "comment", "none"))
    if how == "shared bytes":
        (one, _), (_, place) = rng.sample(headers, 2)
        struct.pack_into("<I", bent, one + 42, place)
    elif how == "count":
        wrong = rng.choice((0, 1, len(headers) - 1, len(headers) + 1, 0xFFFF))
        struct.pack_into("<HH", bent, end + 8, wrong, wrong)
    elif how == "start":
        struct.pack_into("<I", bent, end + 16, rng.randrange(2**32))
    elif how == "second end":
        bent += bent[end:]
    elif how == "comment":
        struct.pack_into("<H", bent, end + 20, rng.choice((3, 0xFFFF)))
        bent += b"abc"
    else:
        del bent[end:]
    return f"directory: {how}", bytes(bent)


# -- bytes -------------------------------------------------------------------------------------------------------------


def bend_the_bytes(rng: Random, data: bytes) -> tuple[str, bytes] | None:
    """Flip bits, write over, cut, leave out, repeat or put in bytes, anywhere."""
    if not data:
        return None
    place = rng.randrange(len(data))
    length = min(rng.choice((1, 2, 16, 512, 4_096)), len(data) - place)
    how = rng.choice(
        ("bits", "bits", "over", "cut", "left out", "repeated", "zeros", "in front", "behind", "line ends")
    )
    if how == "bits":
        bent = bytearray(data)
        places = [rng.randrange(len(data)) for _ in range(rng.choice((1, 1, 3, 20)))]
        for at in places:
            bent[at] ^= 1 << rng.randrange(8)
        return f"bits flipped at {places[:5]}", bytes(bent)
    if how == "line ends":
        return "every LF made CR LF", data.replace(b"\n", b"\r\n")
    if how == "in front":
        start = rng.choice(
            (b"\0", b"\xef\xbb\xbf", b"Rar!\x1a\x07\x01\x00", b"7z\xbc\xaf\x27\x1c", b"\r\n", b"MZ" * 200)
        )
        return f"{start[:8]!r} in front", start + data
    new = {
        "over": data[:place] + rng.randbytes(length) + data[place + length :],
        "cut": data[:place],
        "left out": data[:place] + data[place + length :],
        "repeated": data[: place + length] + data[place:],
        "zeros": data[:place] + bytes(length) + data[place + length :],
        "behind": data + rng.choice((b"\0" * 30, b"\r\n--ranh gioi--", data)),
    }[how]
    return f"bytes {how} at {place}, {length} of {len(data)}", new


FILE_BENDS = (bend_a_header, bend_a_header, bend_the_directory, bend_the_bytes, bend_the_bytes)


@lru_cache(maxsize=4)
def bomb(megabytes: int) -> bytes:
    """Return a raw deflate stream of `megabytes` of zeros."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return b"".join(packer.compress(bytes(1 << 20)) for _ in range(megabytes)) + packer.flush()
