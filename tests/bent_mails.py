"""Bends of a mail's bytes: its parts, its headers, its encodings, its names, its dates."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING

from bent_zip import bend_the_bytes

if TYPE_CHECKING:
    from random import Random

_BOUNDARY = re.compile(rb'boundary="?([^"\r\n;]+)"?')
_ENCODING = re.compile(rb"(?im)^Content-Transfer-Encoding:[^\r\n]*")
_TYPE = re.compile(rb"(?im)^Content-Type:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*")
_HEADER = re.compile(rb"(?m)^[\w-]+:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n")
_NAME = re.compile(rb"(?is)filename\*?(?:\d+\*?)?=[^\r\n;]*(?:;?\r?\n[ \t]+filename\*\d+\*?=[^\r\n;]*)*")
_BASE64 = re.compile(rb"(?m)^[A-Za-z0-9+/]{60,}={0,2}\r?$")

ENCODINGS = (
    b"7bit", b"8bit", b"binary", b"quoted-printable", b"base64", b"x-uuencode", b"x-bogus", b"", b"base64; x", b"BASE64",
    b"base64\r\nContent-Transfer-Encoding: quoted-printable", b"\xff", b"base64 base64",
)  # fmt: skip
TYPES = (
    b"text/plain", b"application/octet-stream", b"message/rfc822", b"message/partial; id=1; number=1; total=3",
    b"message/external-body; access-type=URL; url=\"http://vidu.example/x.xlsx\"", b"multipart/mixed", b"multipart/digest",
    b'multipart/mixed; boundary=""', b"multipart/alternative; boundary=x", b"multipart/signed; boundary=none", b"bogus", b"",
    b"text/plain; charset=bogus", b"text/plain; charset=utf-16", b"application/ms-tnef", b"text/html; charset=\"\x00\"",
    b"text/calendar; method=REQUEST", b"multipart/report; report-type=delivery-status", b"message/delivery-status",
    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet; name", b"application/pkcs7-mime", b"image/png",
)  # fmt: skip
NAMES = (
    b"filename=", b'filename="', b'filename="bieu.xlsx', b"filename=bieu thang 11.xlsx", b'filename="../../bieu.xlsx"',
    b"filename*=utf-8''b%e1%bb%83u.xlsx", b"filename*=utf-8''b%zz%e1.xlsx", b"filename*=bogus''b%41.xlsx",
    b"filename*=''bieu.xlsx", b"filename*=utf-8'bieu.xlsx", b"filename*0=bi; filename*2=eu.xlsx",
    b"filename*1=eu.xlsx; filename*0=bi", b"filename*0*=utf-8''b%e1; filename*1*=%bb%83u.xlsx",
    b"filename*99999999999999999999=x.xlsx", b"filename*-1=x.xlsx", b"filename*0*=utf-8''a; filename*0*=utf-8''b",
    b"filename*x=bieu.xlsx", b"filename*0*0=bieu.xlsx", b"filename**=bieu.xlsx", b'filename="=?utf-8?B?QmnhuoN1?="',
    b'filename="=?utf-8?B?Qmnhu?="', b'filename="=?bogus?Q?=41?="', b'filename="=?utf-8?X?abc?="', b'filename="=?utf-8?Q?=ZZ?="',
    b'filename="=?utf-16?B?AAA=?="', b'filename="bi\x00eu.xlsx"', b'filename="bi\xea\xd2u.xlsx"', b'filename="bi\xc3.xlsx"',
    b'filename="CON"', b'filename="' + b"x" * 5_000 + b'.xlsx"', b'filename="a\\"b.xlsx"', b'filename="bieu.xlsx\r\n"',
    b'filename="b.xlsx"; filename="c.xlsx"', b"filename=\xff\xfe", "filename=\"biểu\u202exslx.exe\"".encode(), b'filename="~$b.xlsx"',
    b'filename="a.eml"', b'filename="winmail.dat"', b'filename="/etc/passwd"', b'filename="C:\\b.xlsx"', b'filename="...."',
)  # fmt: skip
DATES = (
    b"", b"Thu, 01 Jan 99999 00:00:00 +0000", b"Sun, 24 Nov 2024 09:00:00 +9999", b"Sun, 24 Nov 2024 09:00:00 -9999",
    b"Sun, 24 Nov -2024 09:00:00 +0700", b"Sun, 99 Nov 2024 99:99:99 +0700", b"24/11/2024", b"=?utf-8?B?//8=?=", b"0",
    b"Sun, 24 Nov 0000 09:00:00 +0700", b"Sun, 24 Nov 2024 09:00:00", b"Sun, 24 Nov 2024 09:00:00 -0000", b"Mon, 1",
    b"Sun, 24 Nov 2024 09:00:00 +07000000000000000", b"Sun, 24 Nov 1 09:00:00 +1400", b"Fri, 31 Dec 9999 23:59:59 -2359",
    b"\x00", b"Sun, 24 Nov 2024 09:00:60 +0700", b"Sun, 24 Nov 24 09:00 ICT", b"9" * 5_000, b"(" * 2_000, b"Sun, 24 Nov 2024 9e9:0:0 +0700",
)  # fmt: skip
ADDRESSES = (
    b"", b"<>", b"<" * 2_000, b"(" * 3_000, b"cb01", b"=?utf-8?B?//8=?= <a@vidu.example>", b'"Chi b\xe1\xbb\x99 <x@y" <a@vidu.example>',
    b"a@vidu.example, b@vidu.example", b"nh\xc3\xb3m: a@vidu.example, b@vidu.example;", b"a@" + b"x" * 5_000, b'"', b"a@b@c", b"\x00@\x00",
    b"=HYPERLINK(1)@vidu.example", b"a@vidu.example\r\nX: y", b"@vidu.example:a@b", b'"\\', b"[", b"a@[127.0.0.1",
)  # fmt: skip


def _one(rng: Random, pattern: re.Pattern[bytes], data: bytes) -> re.Match[bytes] | None:
    found = list(pattern.finditer(data))
    return rng.choice(found) if found else None


def _put(data: bytes, match: re.Match[bytes], new: bytes) -> bytes:
    return data[: match.start()] + new + data[match.end() :]


def bend_a_boundary(rng: Random, data: bytes) -> tuple[str, bytes] | None:
    """Take a boundary's lines away, never close it, double it, or let an inner one equal an outer."""
    match = _one(rng, _BOUNDARY, data)
    if match is None:
        return None
    line = b"--" + match[1]
    how = rng.choice(
        ("lines gone", "never closed", "doubled", "declared gone", "other declared", "closed at once", "inner")
    )
    if how == "lines gone":
        new = data.replace(line, b"")
    elif how == "never closed":
        new = data.replace(line + b"--", b"")
    elif how == "doubled":
        new = data.replace(line, line + b"\r\n" + line)
    elif how == "declared gone":
        new = _put(data, match, b"")
    elif how == "other declared":
        new = _put(data, match, b'boundary="' + rng.choice((b"x", b"", b" ", b"\xff", b"a" * 2_000, b"--")) + b'"')
    elif how == "closed at once":
        new = data.replace(line, line + b"--", 1)
    else:
        inner = b'\r\nContent-Type: multipart/mixed; boundary="' + match[1] + b'"\r\n\r\n' + line + b"\r\n"
        new = data.replace(line + b"\r\n", line + inner, 1).replace(line + b"\n", line + inner, 1)
    return f"boundary {how}", new


def bend_the_depth(rng: Random, data: bytes) -> tuple[str, bytes] | None:
    """Put the mail a thousand levels down, or ten thousand parts beside it."""
    if rng.random() < 0.6:
        return None  # costly, so seldom
    headers, _, body = data.partition(b"\r\n\r\n") if b"\r\n\r\n" in data else data.partition(b"\n\n")
    how = rng.choice(("nested", "nested mails", "parts"))
    levels = rng.choice((20, 150, 1_000))
    if how == "nested":
        start = b"".join(
            b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(levels)
        )
        end = b"".join(b"\r\n--b%d--" % n for n in reversed(range(levels)))
        return f"{levels} multiparts around", b"MIME-Version: 1.0\r\n" + start + data + end
    if how == "nested mails":
        return f"{levels} mails around", b"From: a@vidu.example\r\nContent-Type: message/rfc822\r\n\r\n" * levels + data
    match = _BOUNDARY.search(data)
    if match is None:
        return None
    parts = b"--" + match[1] + b"\r\nContent-Type: text/plain\r\n\r\nx\r\n"
    return "10,000 parts in front", headers + b"\r\n\r\n" + parts * 10_000 + body


def bend_an_encoding(rng: Random, data: bytes) -> tuple[str, bytes] | None:
    """Declare another transfer encoding than there is."""
    match = _one(rng, _ENCODING, data)
    if match is None:
        return None
    new = rng.choice(ENCODINGS)
    return f"{match[0]!r} → {new!r}", _put(data, match, b"Content-Transfer-Encoding: " + new if new else b"X: y")


def bend_the_base64(rng: Random, data: bytes) -> tuple[str, bytes] | None:
    """Cut an attachment's text short, put junk or odd signs into it, or take its line ends away."""
    match = _one(rng, _BASE64, data)
    if match is None:
        return None
    how = rng.choice(("cut", "junk", "padding", "a line gone", "one line", "a letter", "a letter gone"))
    line = match[0]
    place = rng.randrange(len(line))
    if how == "one line":
        return "base64 in one line", re.sub(rb"(?m)^([A-Za-z0-9+/]{60,})\r?\n(?=[A-Za-z0-9+/])", rb"\1", data)
    new = {
        "cut": line[:place],
        "junk": line[:place] + rng.choice((b"!", b"\xff\xfe", b" ", b"-_", b"\0", b"<br>", b"=\r\n")) + line[place:],
        "padding": line[:place] + b"==" + line[place:],
        "a line gone": b"",
        "a letter": line[:place] + rng.choice((b"A", b"z", b"+")) + line[place + 1 :],
        "a letter gone": line[:place] + line[place + 1 :],
    }[how]
    return f"base64: {how}", _put(data, match, new)


def bend_a_type(rng: Random, data: bytes) -> tuple[str, bytes] | None:
    """Call a part something else, or wrap the mail in such a part, in base64 too."""
    match = _one(rng, _TYPE, data)
    if match is None:
        return None
    new = rng.choice(TYPES)
    if rng.random() < 0.3:
        inner = base64.encodebytes(data)
        head = b"From: a@vidu.example\r\nContent-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        return "the mail in base64 as a message", head + inner
    return f"{match[0][:60]!r} → {new!r}", _put(data, match, b"Content-Type: " + new)


def bend_a_name(rng: Random, data: bytes) -> tuple[str, bytes] | None:
    """Name an attachment in one of the ways in which names are broken."""
    match = _one(rng, _NAME, data)
    if match is None:
        return None
    new = rng.choice(NAMES)
    return f"{match[0][:60]!r} → {new[:60]!r}", _put(data, match, new)


def bend_a_header(rng: Random, data: bytes) -> tuple[str, bytes] | None:
    """Break a line of the headers: no colon, badly folded, doubled, dropped, very long, with NUL or bare line ends."""
    match = _one(rng, _HEADER, data)
    if match is None:
        return None
    line = match[0]
    how = rng.choice(("no colon", "folded", "doubled", "dropped", "long", "NUL", "bare CR", "blank line", "blank name"))
    if how == "long" and rng.random() < 0.7:
        how = "folded"
    new = {
        "no colon": line.replace(b":", b"", 1),
        "folded": line.rstrip() + b"\r\n \r\n\t\r\nv\xff\r\n",
        "doubled": line * 2,
        "dropped": b"",
        "long": line.rstrip() + rng.choice((b" x", b'; a="')) * (1 << 19) + b"\r\n",
        "NUL": line.replace(b":", b":\x00", 1),
        "bare CR": line.replace(b": ", b": a\rB: ", 1),
        "blank line": b"\r\n" + line,
        "blank name": b": " + line,
    }[how]
    return f"header {line[:40]!r} {how}", _put(data, match, new)


def bend_who_and_when(rng: Random, data: bytes) -> tuple[str, bytes] | None:
    """Give the mail an odd day, an odd way or an odd sender."""
    key = rng.choice((b"Date", b"Received", b"From", b"Sender", b"Subject", b"To"))
    value = rng.choice(ADDRESSES if key in (b"From", b"Sender", b"To") else DATES)
    if key == b"Received":
        value = b"from a by b; " + value
    rest = re.sub(rb"(?im)^" + key + rb":[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n", b"", data, count=1)
    return f"{key.decode()}: {value[:60]!r}", key + b": " + value + b"\r\n" + rest


def bend_the_whole(rng: Random, data: bytes) -> tuple[str, bytes] | None:
    """Cut the mail, or change its line ends, its start, its encoding as a whole."""
    how = rng.choice(("cut", "LF", "CR", "mark", "UTF-16", "mbox", "blank lines", "text in front", "twice"))
    new = {
        "cut": data[: rng.randrange(len(data))],
        "LF": data.replace(b"\r\n", b"\n"),
        "CR": data.replace(b"\r\n", b"\n").replace(b"\n", b"\r"),
        "mark": b"\xef\xbb\xbf" + data,
        "UTF-16": b"\xff\xfe" + data.decode("latin-1").encode("utf-16-le"),
        "mbox": b"From a@vidu.example Sun Nov 24 09:00:00 2024\n" + data,
        "blank lines": b"\r\n\r\n" + data,
        "text in front": b"Chuyen tiep:\r\n" + data,
        "twice": data + b"\r\n" + data,
    }[how]
    return f"the mail: {how}", new


MAIL_BENDS = (
    bend_a_boundary,
    bend_the_depth,
    bend_an_encoding,
    bend_the_base64,
    bend_a_type,
    bend_a_name,
    bend_a_name,
    bend_a_header,
    bend_who_and_when,
    bend_who_and_when,
    bend_the_whole,
    bend_the_bytes,
)
