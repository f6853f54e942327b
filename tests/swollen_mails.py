"""Shapes of swollen mails and archives: headers, parts, lines, members; each returns words and the file of any size."""

from __future__ import annotations

from random import Random

from bent_zip import write_members

_OF_ADDRESSES = (
    "@", "<", ">", "(", ")", '"', "\\", ",", ";", ":", " ", "a", "a.", "=?", "=?utf-8?q?a?=", "[", "]", "\u1ebf", "\t", "a@b.vn, ",
    "(c)", '"q" ', "=?utf-8?b?YQ==?= ", "'", "*0=", "; name=a", "\n ", "%", "\u2039",
)  # fmt: skip


def unit(rng: Random, pieces: tuple[str, ...]) -> str:
    """Return a few of the pieces, to come again and again."""
    return "".join(rng.choices(pieces, k=rng.randint(1, 4)))


# -- headers -----------------------------------------------------------------------------------------------------------


def _header(rng: Random):
    field = rng.choice(
        ("From", "Subject", "Date", "Received", "Message-ID", "Content-Type", "Content-Disposition", "Content-ID")
    )
    before = {"Content-Type": "application/octet-stream; name=", "Content-Disposition": "attachment; filename="}
    start, text = before.get(field, "") + rng.choice(("", '"', "<", "(", "\u2039")), unit(rng, _OF_ADDRESSES)
    others = "".join(
        f"{name}: {said}\n" for name, said in (("From", "a@b.vn"), ("MIME-Version", "1.0")) if name != field
    )
    return f"{field}: {start}{text!r}", lambda size: f"{others}{field}: {start}{text * (size * 8)}\n\nx\n".encode()


def _many_headers(rng: Random):
    line = f"{rng.choice(('From', 'X-A', 'Received', 'Content-Type'))}: {unit(rng, _OF_ADDRESSES)}".replace("\n", "")
    return repr(line), lambda size: f"From: a@b.vn\n{(line + chr(10)) * size}\nx\n".encode()


# -- mails -------------------------------------------------------------------------------------------------------------


def _parts(rng: Random):
    inner = rng.choice(
        (
            "Content-Disposition: attachment; filename=a.xlsx\n\nx",
            "Content-Type: text/plain\n\nhttp://a.vn/x",
            "Content-Type: text/html\n\n<img src=cid:a>",
            "Content-Type: image/png\nContent-ID: <a>\n\nx",
            "\n",
            "Content-Type: message/rfc822\n\nFrom: a@b.vn\n\nx",
            "x",
        )
    )
    head = "From: a@b.vn\nContent-Type: multipart/mixed; boundary=r\n\n"
    return repr(inner), lambda size: (head + f"--r\n{inner}\n" * size + "--r--\n").encode()


def _lines(rng: Random):
    line = rng.choice(("", "--", "--x", "From a 10:00", ">From ", "begin 644 a", "=", "x" * 70, "a: b", " "))
    kind = rng.choice(("text/plain", "text/html", "multipart/mixed; boundary=r", "message/rfc822"))
    return (
        f"{line!r} in {kind}",
        lambda size: f"From: a@b.vn\nContent-Type: {kind}\n\n{(line + chr(10)) * size}".encode(),
    )


def _mailbox(rng: Random):
    text = unit(rng, _OF_ADDRESSES).replace("\n", "")
    mail = f"From a@b.vn Sun Nov 24 10:00:00 2024\nFrom: \u2039{text * 40}\nSubject: {text}\n\nx\n\n"
    return repr(text), lambda size: (mail * (size // 4)).encode()


# -- archives ----------------------------------------------------------------------------------------------------------


def _archive(rng: Random):
    names = rng.choice(
        (
            lambda n: "a.txt",
            lambda n: f"{n}.txt",
            lambda n: f"a/{n}/b.txt",
            lambda n: "a/" * (n % 50) + "b.txt",
            lambda n: f"a ({n}).txt",
            lambda n: f"~${n}",
            lambda n: "a" * (n % 200),
        )
    )
    content = rng.choice((b"", b"x", b"From: a@b.vn\n\nx", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))

    return f"{names(7)!r}, {content!r}", lambda size: write_members([(names(n), content) for n in range(size)])


HEADERS = (_header, _header, _header, _many_headers)
MAILS = (_parts, _lines)
MAILBOXES = (_mailbox,)
ARCHIVES = (_archive,)
