"""Bends in any XML part of a workbook: its tags, attributes, declarations, and the text as a whole.

Every bend takes the randomness and the parts (name → bytes), changes the parts, and returns in words what it did, or
None where there is nothing to bend.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

    Parts = dict[str, bytes]

_TAG = re.compile(r"<(?![?!])[^<>]+>")
_ATTRIBUTE = re.compile(r'\s[\w:]+="[^"]*"')
DOCTYPES = (
    '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
    '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
    '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://vidu.example/x.dtd"> %p;]>',
    "<!DOCTYPE x>",
)


def pick(rng: Random, pattern: re.Pattern, text: str) -> re.Match | None:
    """Return one of the matches of `pattern`, None where there is none."""
    found = list(pattern.finditer(text))
    return rng.choice(found) if found else None


def put(text: str, match: re.Match, new: str) -> str:
    """Return `text` with what `match` found replaced."""
    return text[: match.start()] + new + text[match.end() :]


def shown(text: str) -> str:
    """Return `text` for a description: escaped, and not long."""
    return ascii(text if len(text) < 60 else f"{text[:40]}… ({len(text)})")


def _some_part(rng: Random, parts: Parts) -> str:
    read = [
        name
        for name in parts
        if name.endswith(("sharedStrings.xml", "styles.xml", "workbook.xml", ".rels")) or "/sheet" in name
    ]
    pool = read if read and rng.random() < 0.85 else list(parts)
    return rng.choice(pool)


def edit(parts: Parts, name: str, text: str) -> None:
    """Put a part's new text in place."""
    parts[name] = text.encode("utf-8", "surrogatepass")


def text_of(parts: Parts, name: str) -> str:
    """Return a part's text; bytes that are none are lost."""
    return parts[name].decode("utf-8", "replace")


# -- any part ----------------------------------------------------------------------------------------------------------


def bend_a_tag(rng: Random, parts: Parts) -> str | None:
    """Drop, double, rename or unclose a tag."""
    name = _some_part(rng, parts)
    text = text_of(parts, name)
    tag = pick(rng, _TAG, text)
    if tag is None:
        return None
    how = rng.choice(("dropped", "doubled", "renamed", "unclosed", "closed at once", "in capitals"))
    new = {
        "dropped": "",
        "doubled": tag[0] * 2,
        "renamed": re.sub(r"\w+", "lạ", tag[0], count=1),
        "unclosed": tag[0][:-1],
        "closed at once": tag[0][:-1].rstrip("/") + "/>",
        "in capitals": tag[0].upper(),
    }[how]
    edit(parts, name, put(text, tag, new))
    return f"{name}: {shown(tag[0])} {how}"


def bend_an_attribute(rng: Random, parts: Parts) -> str | None:
    """Drop, double, empty or swap an attribute."""
    name = _some_part(rng, parts)
    text = text_of(parts, name)
    one = pick(rng, _ATTRIBUTE, text)
    if one is None:
        return None
    how = rng.choice(("dropped", "doubled", "emptied", "unquoted", "swapped with another"))
    if how == "swapped with another":
        other = pick(rng, _ATTRIBUTE, text)
        first, last = sorted((one, other), key=lambda match: match.start())
        if first.start() != last.start():
            text = put(put(text, last, first[0]), first, last[0])
    else:
        key = one[0].partition("=")[0]
        new = {"dropped": "", "doubled": one[0] * 2, "emptied": f'{key}=""', "unquoted": one[0].replace('"', "")}[how]
        text = put(text, one, new)
    edit(parts, name, text)
    return f"{name}: {shown(one[0])} {how}"


def bend_the_start(rng: Random, parts: Parts) -> str | None:
    """Declare a document type, another encoding or another namespace than there is."""
    name = _some_part(rng, parts)
    text = text_of(parts, name)
    body = re.sub(r"^\ufeff?<\?xml.*?\?>\s*", "", text)
    how = rng.choice(("doctype", "UTF-16", "says UTF-16", "wrong encoding", "mark", "namespace", "prefix", "blank"))
    if how == "doctype":
        doctype = rng.choice(DOCTYPES)
        edit(parts, name, f'<?xml version="1.0"?>{doctype}{body}')
        return f"{name}: {doctype[:30]}"
    if how == "UTF-16":
        parts[name] = f'<?xml version="1.0" encoding="UTF-16"?>{body}'.encode("utf-16", "replace")
    elif how == "says UTF-16":
        edit(parts, name, f'<?xml version="1.0" encoding="UTF-16"?>{body}')
    elif how == "wrong encoding":
        how = rng.choice(
            ("us-ascii", "iso-8859-1", "windows-1252", "windows-1258", "utf-7", "utf-32", "ibm037", "cp437")
        )
        edit(parts, name, f'<?xml version="1.0" encoding="{how}"?>{body}')
    elif how == "mark":
        parts[name] = b"\xef\xbb\xbf" + parts[name]
    elif how == "namespace":
        edit(parts, name, re.sub(r'xmlns="[^"]*"', 'xmlns="http://vidu.example/"', text, count=1))
    elif how == "prefix":
        if "xmlns=" not in text:
            return None
        prefixed = re.sub(r"<(/?)(?=\w+[\s/>])", r"<\1x:", body)
        edit(parts, name, prefixed.replace("xmlns=", "xmlns:x=", 1))
    else:
        edit(parts, name, " \n" + text)
    return f"{name}: start bent: {how}"


def bend_the_text_of_a_part(rng: Random, parts: Parts) -> str | None:
    """Cut a part, empty it, flip a byte of it, or put markup into it that says nothing."""
    name = _some_part(rng, parts)
    data = parts[name]
    if not data:
        return None
    how = rng.choice(("cut", "emptied", "byte", "comment", "CDATA", "instruction", "deep", "space", "twice"))
    if how == "cut":
        parts[name] = data[: rng.randrange(len(data))]
    elif how == "emptied":
        parts[name] = rng.choice((b"", b" ", b"\0" * 50, b"<x/>"))
    elif how == "byte":
        place = rng.randrange(len(data))
        parts[name] = data[:place] + bytes([rng.randrange(256)]) + data[place + 1 :]
    elif how == "twice":
        parts[name] = data + data
    else:
        text = text_of(parts, name)
        tag = pick(rng, _TAG, text)
        if tag is None:
            return None
        levels = rng.choice((50, 300, 20_000))
        extra = {
            "comment": "<!-- <c r='B2'><v>1</v></c> -->",
            "CDATA": "<![CDATA[<v>7</v>]]>",
            "instruction": "<?x <c r='B2'/> ?>",
            "deep": "<a>" * levels + "</a>" * levels,
            "space": " \n\t",
        }[how]
        edit(parts, name, text[: tag.end()] + extra + text[tag.end() :])
    return f"{name}: {how}"


PART_BENDS = (bend_a_tag, bend_an_attribute, bend_the_start, bend_the_text_of_a_part)
