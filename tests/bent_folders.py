"""Bent folders: seeded trees of names that move a screen, links, pipes, depths and lying records, and what must hold of them."""

from __future__ import annotations

import hashlib
import json
import os
import stat
import unicodedata
from pathlib import Path
from random import Random

from recruit.intake.folder import MAX_DEPTH, open_inbox
from recruit.language.door import MOVING

_WINDOWS = os.name == "nt"
_LETTERS = (
    *(
        "\x1b[2J",
        "\x07",
        "\n",
        "\r\n",
        "\t",
        "\x7f",
        "\x85",
        "\u2028",
        "\u2029",
        "\u202e",
        "\u2066",
        "\u200f",
        "\u061c",
    ),
    *("\u200b", "\ufeff", "\u00a0", "\u3164", "é", "e\u0301", "ộ", "o\u0323\u0302", "đ", "Ð", "😀", "𠮷"),
)
_WORDS = (
    *(
        "CB01",
        "bao cao",
        "Báo cáo tháng 11",
        "ke_hoach",
        "CON",
        "nul",
        "aux.xlsx",
        "-rf",
        "%s{0}$HOME",
        "`id`",
        "..xlsx",
        "...",
    ),
    *(
        "a[U+000A]",
        "Thumbs.db",
        "~$a",
        ".~a",
        "._a",
        ".ket_qua",
        "x" * 200,
        " ",
        "a.",
        "=1+1",
        "@SUM",
        "\\\\may\\chung",
        "C:",
    ),
    *("Kết quả: không còn lỗi (mã thoát 0)", "$RECYCLE.BIN", "__MACOSX", ".Trash-1000"),
)
_ENDINGS = ("", ".xlsx", ".XLSX", ".eml", ".zip", ".json", ".lnk", ".exe", ".xlsx\u202e", ". ")
# Names that are no text in UTF-8.
_BYTES = (b"bi\xeau.xlsx", b"\xff\xfe", b"b\xe1o c\xe1o.xlsx", b"\x80\n.xlsx")


def bent_name(rng: Random) -> bytes:
    """Return a file's name that somebody could send."""
    if rng.random() < 0.1 and not _WINDOWS:
        return rng.choice(_BYTES)
    text = "".join(rng.choice(_LETTERS + _WORDS) for _ in range(rng.choice((1, 1, 2, 3)))) + rng.choice(_ENDINGS)
    if _WINDOWS:
        text = "".join(letter for letter in text if letter >= " " and letter not in '<>:"/\\|?*').strip(" .")
    text = unicodedata.normalize(rng.choice(("NFC", "NFD")), text.replace("/", "_"))
    return text.encode()[:200].decode("utf-8", "ignore").encode() or b"x"


def bent_tree(rng: Random, root: Path) -> int:
    """Make a tree in `root`; return how many of its files a record there rightly calls the program's own."""
    root.mkdir()
    folders, ours = [os.fsencode(root)], 0
    for _ in range(rng.randrange(1, 14)):
        place = os.path.join(rng.choice(folders), bent_name(rng))
        if os.path.lexists(place):
            continue
        what = rng.choice(("file", "file", "file", "folder", "folder", "link", "pipe", "record"))
        if what == "folder":
            os.mkdir(place)
            folders.append(place)
        elif what == "link" and not _WINDOWS:
            targets = (
                b".",
                b"..",
                b"nowhere",
                os.path.basename(place),
                b"/dev/zero",
                os.fsencode(root),
                rng.choice(folders),
            )
            os.symlink(rng.choice(targets), place)
        elif what == "pipe" and not _WINDOWS:
            os.mkfifo(place)
        elif what == "record":
            ours += _record(rng, rng.choice(folders))
        else:
            with open(place, "wb") as file:
                file.write(rng.randbytes(rng.randrange(3)))
    if rng.random() < 0.01:
        deep = folders[-1]
        for _ in range(rng.choice((MAX_DEPTH - 1, MAX_DEPTH + 1))):
            deep = os.path.join(deep, b"d")
            os.mkdir(deep)
    return ours


def _record(rng: Random, folder: bytes) -> int:
    """Put a run's record into a folder, true or lying; return how many files it rightly lists."""
    place = os.path.join(folder, b".ket_qua.json")
    if os.path.lexists(place):
        return 0
    written = b"ra.docx"
    lies: tuple[object, ...] = (
        {},
        [],
        "x",
        {"../a.xlsx": "0" * 64},
        {"/etc/passwd": "x", "a": {}, "": ""},
        {"ra.docx": "0" * 64},
    )
    true = rng.random() < 0.5 and not os.path.lexists(os.path.join(folder, written))
    if true:
        with open(os.path.join(folder, written), "wb") as file:
            file.write(b"ra")
    content = {"ra.docx": hashlib.sha256(b"ra").hexdigest()} if true else rng.choice(lies)
    with open(place, "w", encoding="utf-8") as file:
        file.write(json.dumps(content) if rng.random() < 0.9 else "[" * 100_000)
    if true:
        # What cannot be read as a record lists nothing.
        return int(json_of(place) is not None)
    return 0


def json_of(place: bytes) -> object | None:
    """Return what a file holds as JSON, None where it is none."""
    try:
        with open(place, encoding="utf-8") as file:
            return json.load(file)
    except (ValueError, RecursionError):
        return None


def _things(root: Path) -> tuple[list[bytes], int]:
    """Return the path of all that is no folder under `root`, walked by bytes, and how many records are among it."""
    found, records, waiting = [], 0, [(os.fsencode(root), 0)]
    while waiting:
        folder, depth = waiting.pop()
        for name in os.listdir(folder):
            path = os.path.join(folder, name)
            mode = os.lstat(path).st_mode
            if not stat.S_ISDIR(mode):
                found.append(path)
                records += name == b".ket_qua.json" and stat.S_ISREG(mode)
            elif depth < MAX_DEPTH:
                waiting.append((path, depth + 1))
            else:
                found.append(path)
    return found, records


def failures(seed: str, place: Path) -> list[str]:
    """Make the tree of a seed under `place`, walk it, and return what does not hold."""
    root = place / "hop thu"
    ours = bent_tree(Random(seed), root)
    try:
        before, records = _things(root)
        inbox = open_inbox(root)
        names = [found.name for found in inbox.files]
        wrong = []
        if len(set(names)) != len(names) or names != sorted(names):
            wrong.append("two things of one name, or no order")
        if moving := [name for name in names if MOVING.search(name) or not name]:
            wrong.append(f"names that move a screen: {moving!a}")
        if len(names) + inbox.litter + ours + records != len(before):
            wrong.append(f"{len(names)} named, {inbox.litter} litter, {ours} ours, {records} records of {len(before)}")
        if [
            found for found in inbox.files if os.path.realpath(found.path.parent) != os.path.abspath(found.path.parent)
        ]:
            wrong.append("something behind a link")
        if [found for found in inbox.files if not found.refused and not stat.S_ISREG(os.lstat(found.path).st_mode)]:
            wrong.append("something to be opened that is no file")
        if inbox != open_inbox(root) or before != _things(root)[0]:
            wrong.append("another time it is otherwise")
        return wrong
    finally:
        removed(root)


def removed(root: Path) -> None:
    """Remove a folder however deep: the library's own way calls itself for each level."""
    folders = [os.fsencode(root)]
    for folder in folders:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                else:
                    os.unlink(entry.path)
    for folder in reversed(folders):
        os.rmdir(folder)
