"""Outlook's own files made from plain values: a mail saved as .msg, and the winmail.dat that Exchange wraps files in."""

from __future__ import annotations

import struct
import unicodedata
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

# -- the compound file, [MS-CFB] version 3 -----------------------------------------------------------------------------

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_FREE, _END, _FAT_SECTOR, _DIFAT_SECTOR, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFC, 0xFFFFFFFF
_IN_HEADER = 109  # sectors of the table that the header itself names
_STORAGE, _STREAM, _ROOT, _BLACK = 1, 2, 5, 1

Tree = dict[str, "bytes | Tree"]


@dataclass(slots=True)
class _Entry:
    name: str
    kind: int
    data: bytes = b""
    child: int = _NONE
    left: int = _NONE
    right: int = _NONE
    start: int = 0


def compound_file(tree: Tree, class_id: bytes = bytes(16)) -> bytes:
    """Return a compound file of streams (bytes) and storages (dicts); equal trees give equal bytes.

    Names have at most 31 UTF-16 units. `class_id` is the root's, in the file's byte order.
    """
    entries = [_Entry("Root Entry", _ROOT)]
    entries[0].child = _enter(tree, entries)
    mini, table = bytearray(), _Table()
    mini_fat: list[int] = []
    for entry in entries:
        if entry.kind == _STREAM and not entry.data:
            entry.start = _END
        elif entry.kind == _STREAM and len(entry.data) < _CUTOFF:
            entry.start = len(mini_fat)
            count = -(-len(entry.data) // _MINI)
            mini_fat += [*range(entry.start + 1, entry.start + count), _END]
            mini += entry.data.ljust(count * _MINI, b"\0")
        elif entry.kind == _STREAM:
            entry.start = table.append(entry.data)
    entries[0].data = bytes(mini)
    entries[0].start = table.append(entries[0].data)
    mini_sectors = -(-len(mini_fat) // (_SECTOR // 4))
    mini_start = table.append(_words(mini_fat, mini_sectors * _SECTOR // 4))
    directory = table.append(b"".join(_packed(entry, class_id) for entry in _padded(entries)))
    return table.file(directory, mini_start, mini_sectors)


def _enter(tree: Tree, entries: list[_Entry]) -> int:
    """Append a storage's entries, depth first; return the index of the entry at the top of their tree."""
    indexes = []
    # The order of siblings is by length first, then by letter without case.
    for name in sorted(tree, key=lambda name: (len(name.encode("utf-16-le")), name.upper())):
        content = tree[name]
        indexes.append(len(entries))
        if isinstance(content, bytes):
            entries.append(_Entry(name, _STREAM, content))
        else:
            entries.append(_Entry(name, _STORAGE))
            entries[indexes[-1]].child = _enter(content, entries)
    return _balance(indexes, entries)


def _balance(indexes: list[int], entries: list[_Entry]) -> int:
    # With every entry black the red-black tree is a search tree like any other, as the format allows.
    if not indexes:
        return _NONE
    middle = len(indexes) // 2
    top = entries[indexes[middle]]
    top.left, top.right = _balance(indexes[:middle], entries), _balance(indexes[middle + 1 :], entries)
    return indexes[middle]


def _padded(entries: list[_Entry]) -> list[_Entry | None]:
    return [*entries, *[None] * (-len(entries) % (_SECTOR // 128))]


def _packed(entry: _Entry | None, class_id: bytes) -> bytes:
    if entry is None:
        return bytes(68) + struct.pack("<III", _NONE, _NONE, _NONE) + bytes(48)
    name = entry.name.encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16sI8s8sIQ",
        name,
        len(name) + 2,
        entry.kind,
        _BLACK,
        entry.left,
        entry.right,
        entry.child,
        class_id if entry.kind == _ROOT else b"",
        0,
        b"",
        b"",
        entry.start,
        len(entry.data),
    )


def _words(values: list[int], count: int) -> bytes:
    return struct.pack(f"<{count}I", *values, *[_FREE] * (count - len(values)))


class _Table:
    """The sectors of a file in their order, and which follows which."""

    def __init__(self) -> None:
        self._sectors = bytearray()
        self._next: list[int] = []

    def append(self, data: bytes) -> int:
        """Append a chain of sectors that holds `data`; return its first, or the end mark where there is none."""
        count = -(-len(data) // _SECTOR)
        if not count:
            return _END
        start = len(self._next)
        self._next += [*range(start + 1, start + count), _END]
        self._sectors += data.ljust(count * _SECTOR, b"\0")
        return start

    def file(self, directory: int, mini_start: int, mini_sectors: int) -> bytes:
        """Return the whole file: the header, the sectors, and behind them the table of what follows what."""
        words, named = _SECTOR // 4, len(self._next)
        tables = lists = 0
        while tables * words < named + tables + lists:
            tables += 1
            lists = max(0, -(-(tables - _IN_HEADER) // (words - 1)))
        numbers = list(range(named, named + tables))
        places = list(range(named + tables, named + tables + lists))
        fat = _words([*self._next, *[_FAT_SECTOR] * tables, *[_DIFAT_SECTOR] * lists], tables * words)
        difat = b""
        for index, place in enumerate(places):
            first = _IN_HEADER + index * (words - 1)
            following = place + 1 if index + 1 < lists else _END
            difat += _words(numbers[first : first + words - 1], words - 1) + struct.pack("<I", following)
        header = struct.pack(
            "<8s16sHHHHH6sIIIIIIIII",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            b"",
            0x3E,
            3,
            0xFFFE,
            9,
            6,
            b"",
            0,
            tables,
            directory,
            0,
            _CUTOFF,
            mini_start,
            mini_sectors,
            places[0] if places else _END,
            lists,
        )
        return header + _words(numbers[:_IN_HEADER], _IN_HEADER) + bytes(self._sectors) + fat + difat


# -- the values of Outlook's properties --------------------------------------------------------------------------------

_INTEGER, _BOOLEAN, _OBJECT, _STRING8, _UNICODE, _TIME, _BINARY = 0x03, 0x0B, 0x0D, 0x1E, 0x1F, 0x40, 0x102
_TEXT = -1  # one of the two kinds of string, as the message has it
_BY_VALUE, _EMBEDDED = 1, 5
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


def in_codepage(text: str, codepage: int) -> bytes:
    """Return `text` in a Windows code page; in 1258, which spells tone marks as letters of their own, as it wants."""
    if codepage == 1258:
        text = "".join(_tone_apart(char) for char in unicodedata.normalize("NFC", text))
    return text.encode(f"cp{codepage}", "replace")


def _tone_apart(char: str) -> str:
    spelt = unicodedata.normalize("NFD", char)
    tone = "".join(mark for mark in spelt if mark in _TONES)
    return unicodedata.normalize("NFC", "".join(mark for mark in spelt if mark not in _TONES)) + tone if tone else char


def _filetime(moment: datetime) -> int:
    return (moment.astimezone(UTC) - datetime(1601, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1) * 10


# -- a mail saved by Outlook, [MS-OXMSG] -------------------------------------------------------------------------------

_MESSAGE_CLASS_ID = bytes.fromhex("0b0d020000000000c000000000000046")


@dataclass(frozen=True)
class Attachment:
    """An attachment: bytes, or a mail that was forwarded whole.

    Without `long_name` only the short name of eight and three letters is told. `method` tells otherwise how the
    content is stored than it is (7 is a link to a file in a cloud); None is the truth.
    """

    name: str
    content: bytes | Msg
    mime: str = ""
    short_name: str = ""
    long_name: bool = True
    method: int | None = None
    hidden: bool = False


@dataclass(frozen=True)
class Msg:
    """A mail as Outlook saves it. Times are in UTC, None where the mail was never sent.

    `sender` is the address that the world knows; with `exchange_address` the mail comes from a colleague on the same
    server and names them by that (`/O=VP/OU=…/CN=…`). `headers` are those of the journey. With `codepage` all texts
    are stored in it, else in Unicode.
    """

    sender: str = "cb01@vidu.example"
    sender_name: str = "Chi bộ Tổng hợp"
    subject: str = "Báo cáo tháng 11"
    submitted: datetime | None = datetime(2024, 11, 24, 2, 0, tzinfo=UTC)
    delivered: datetime | None = datetime(2024, 11, 24, 2, 1, tzinfo=UTC)
    headers: str = ""
    message_class: str = "IPM.Note"
    body: str = "Kính gửi Thường trực Đảng ủy."
    attachments: tuple[Attachment | tuple[str, bytes | Msg], ...] = field(default=())
    exchange_address: str = ""
    codepage: int | None = None


def msg(**fields: object) -> bytes:
    """Return the .msg file of a mail with the fields of `Msg`; `attachments` may be pairs of name and content."""
    return compound_file(_message(Msg(**fields), embedded=False), _MESSAGE_CLASS_ID)


def _message(mail: Msg, *, embedded: bool) -> Tree:
    values: list[tuple[int, int, object]] = [
        (0x001A, _TEXT, mail.message_class),
        (0x0037, _TEXT, mail.subject),
        (0x0E1D, _TEXT, mail.subject),
        (0x0C1A, _TEXT, mail.sender_name),
        (0x0C1E, _TEXT, "EX" if mail.exchange_address else "SMTP"),
        (0x0C1F, _TEXT, mail.exchange_address or mail.sender),
        (0x1000, _TEXT, mail.body),
        (0x0E1B, _BOOLEAN, bool(mail.attachments)),
        (0x3FDE, _INTEGER, mail.codepage or 65001),
        (0x340D, _INTEGER, 0 if mail.codepage else 0x00040000),
    ]
    if mail.codepage:
        values.append((0x3FFD, _INTEGER, mail.codepage))
    if mail.sender:
        values.append((0x5D01, _TEXT, mail.sender))
    if mail.headers:
        values.append((0x007D, _TEXT, mail.headers))
    if mail.submitted:
        values.append((0x0039, _TIME, _filetime(mail.submitted)))
    if mail.delivered:
        values.append((0x0E06, _TIME, _filetime(mail.delivered)))
    number = len(mail.attachments)
    header = bytes(8) + struct.pack("<IIII", 0, number, 0, number)
    tree = _properties(values, mail.codepage, header if embedded else header + bytes(8))
    if not embedded:
        tree["__nameid_version1.0"] = {f"__substg1.0_{tag}0102": b"" for tag in ("0002", "0003", "0004")}
    for index, attached in enumerate(mail.attachments):
        attachment = attached if isinstance(attached, Attachment) else Attachment(*attached)
        tree[f"__attach_version1.0_#{index:08X}"] = _attachment(attachment, index, mail.codepage)
    return tree


def _attachment(attached: Attachment, index: int, codepage: int | None) -> Tree:
    is_mail = isinstance(attached.content, Msg)
    method = attached.method if attached.method is not None else _EMBEDDED if is_mail else _BY_VALUE
    values: list[tuple[int, int, object]] = [
        (0x0E21, _INTEGER, index),
        (0x0FFE, _INTEGER, 7),
        (0x3001, _TEXT, attached.name),
        (0x3704, _TEXT, attached.short_name or _short(attached.name)),
        (0x3705, _INTEGER, method),
        (0x370B, _INTEGER, 0xFFFFFFFF),
        (0x7FFE, _BOOLEAN, attached.hidden),
        (0x3701, _OBJECT if is_mail else _BINARY, attached.content),
    ]
    if attached.long_name:
        values.append((0x3707, _TEXT, attached.name))
    if attached.mime:
        values.append((0x370E, _TEXT, attached.mime))
    return _properties(values, codepage, bytes(8))


def _short(name: str) -> str:
    bare = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D")).encode("ascii", "ignore").decode()
    stem, _, suffix = bare.replace(" ", "").rpartition(".")
    return (f"{stem[:6]}~1.{suffix[:3]}" if stem else suffix[:8]).upper()


def _properties(values: list[tuple[int, int, object]], codepage: int | None, header: bytes) -> Tree:
    tree: Tree = {}
    lines = []
    for tag, kind, value in sorted(values, key=lambda entry: entry[0]):
        if kind == _TEXT:
            kind = _STRING8 if codepage else _UNICODE
            value = in_codepage(value, codepage) if codepage else value.encode("utf-16-le")
        if kind in (_INTEGER, _BOOLEAN, _TIME):
            packed = struct.pack("<Q", int(value))
        elif kind == _OBJECT:
            tree[f"__substg1.0_{tag:04X}{kind:04X}"] = _message(value, embedded=True)
            packed = struct.pack("<II", 0xFFFFFFFF, 1)
        else:
            tree[f"__substg1.0_{tag:04X}{kind:04X}"] = value
            # Strings are counted with the end mark that their stream does not hold.
            end = {_UNICODE: 2, _STRING8: 1}.get(kind, 0)
            packed = struct.pack("<II", len(value) + end, 0)
        lines.append(struct.pack("<HHI", kind, tag, 6) + packed)
    tree["__properties_version1.0"] = header + b"".join(lines)
    return tree


# -- what Exchange makes of a mail for others, [MS-OXTNEF] -------------------------------------------------------------

_MAIL, _FILE = 1, 2
_VERSION, _CODEPAGE, _CLASS, _SUBJECT, _SENT = 0x00089006, 0x00069007, 0x00078008, 0x00018004, 0x00038005
_RENDERING, _TITLE, _DATA, _ATTACHMENT = 0x00069002, 0x00018010, 0x0006800F, 0x00069005
_PROPERTIES = 0x00069003
_GUID = bytes(range(16))
# A truth value, three numbers of two bytes, two texts of one property, two properties of the program that wrote them:
# one by its number, one by its name.
_OF_ALL_KINDS = (
    struct.pack("<HHI", 0x000B, 0x0029, 1),
    struct.pack("<HHI", 0x1002, 0x6001, 3) + struct.pack("<3H", 1, 2, 3) + bytes(2),
    struct.pack("<HHI", 0x101F, 0x6002, 2)
    + struct.pack("<I", 6)
    + "ab\0".encode("utf-16-le")
    + bytes(2)
    + struct.pack("<I", 4)
    + "c\0".encode("utf-16-le"),
    struct.pack("<HH", 0x0003, 0x8000) + _GUID + struct.pack("<III", 0, 0x8501, 7),
    struct.pack("<HH", 0x0003, 0x8002)
    + _GUID
    + struct.pack("<II", 1, 10)
    + "loại".encode("utf-16-le")
    + bytes(2)
    + bytes(2)
    + struct.pack("<I", 7),
)
_MESSAGE_INTERFACE = bytes.fromhex("0703020000000000c000000000000046")


@dataclass(frozen=True)
class Winmail:
    """A mail in a winmail.dat: pairs of name and content, which is bytes or another mail that was forwarded whole.

    Texts are in `codepage`; with `long_names` each file's name stands in Unicode too, else only in `codepage`.
    """

    attachments: tuple[tuple[str, bytes | Winmail], ...] = ()
    codepage: int = 1258
    message_class: str = "IPM.Microsoft Mail.Note"
    long_names: bool = True
    subject: str = "Báo cáo tháng 11"
    sent: datetime | None = None
    sender: str = ""
    submitted: datetime | None = None
    delivered: datetime | None = None


def winmail(attachments: tuple[tuple[str, bytes | Winmail], ...] = (), **fields: object) -> bytes:
    """Return the winmail.dat of a mail with the fields of `Winmail`."""
    return _tnef(Winmail(tuple(attachments), **fields))


def _tnef(mail: Winmail) -> bytes:
    parts = [
        struct.pack("<IH", 0x223E9F78, 1),
        _attribute(_MAIL, _VERSION, struct.pack("<I", 0x00010000)),
        _attribute(_MAIL, _CODEPAGE, struct.pack("<II", mail.codepage, 0)),
        _attribute(_MAIL, _CLASS, mail.message_class.encode("ascii") + b"\0"),
        _attribute(_MAIL, _SUBJECT, in_codepage(mail.subject, mail.codepage) + b"\0"),
    ]
    if mail.sent:
        moment = mail.sent.astimezone(UTC)
        stamp = (*moment.timetuple()[:6], (moment.weekday() + 1) % 7)
        parts.append(_attribute(_MAIL, _SENT, struct.pack("<7H", *stamp)))
    values: list[tuple[int, int, bytes]] = [(_UNICODE, 0x0037, mail.subject.encode("utf-16-le") + b"\0\0")]
    values += [(_STRING8, 0x5D01, mail.sender.encode() + b"\0")] if mail.sender else []
    times = ((0x0039, mail.submitted), (0x0E06, mail.delivered))
    values += [(_TIME, tag, struct.pack("<Q", _filetime(moment))) for tag, moment in times if moment]
    if len(values) > 1:
        parts.append(_attribute(_MAIL, _PROPERTIES, _mapi(values, _OF_ALL_KINDS)))
    for name, content in mail.attachments:
        is_mail = isinstance(content, Winmail)
        title = in_codepage(name, mail.codepage) + b"\0"
        parts.append(_attribute(_FILE, _RENDERING, struct.pack("<HIHHI", 1, 0xFFFFFFFF, 0, 0, 0)))
        if not is_mail:
            parts.append(_attribute(_FILE, _DATA, content))
        parts.append(_attribute(_FILE, _TITLE, title))
        values: list[tuple[int, int, bytes]] = [
            (_INTEGER, 0x3705, struct.pack("<I", _EMBEDDED if is_mail else _BY_VALUE)),
        ]
        if mail.long_names:
            values += [(_UNICODE, tag, name.encode("utf-16-le") + b"\0\0") for tag in (0x3001, 0x3707)]
        if is_mail:
            values.append((_OBJECT, 0x3701, _MESSAGE_INTERFACE + _tnef(content)))
        parts.append(_attribute(_FILE, _ATTACHMENT, _mapi(values)))
    return b"".join(parts)


def _attribute(level: int, tag: int, data: bytes) -> bytes:
    return struct.pack("<BII", level, tag, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def _mapi(values: list[tuple[int, int, bytes]], before: tuple[bytes, ...] = ()) -> bytes:
    """Return properties; `before` are others, packed, that stand before them."""
    packed = struct.pack("<I", len(before) + len(values)) + b"".join(before)
    for kind, tag, data in values:
        packed += struct.pack("<HH", kind, tag)
        if kind not in (_INTEGER, _TIME):
            packed += struct.pack("<II", 1, len(data))
        packed += data + bytes(-len(data) % 4)
    return packed
