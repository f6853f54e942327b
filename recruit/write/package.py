"""A package written the same way every time: sorted parts, fixed times, and nothing of the clock in its properties."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from datetime import UTC, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

FIXED_TIME = datetime(2024, 1, 1, tzinfo=UTC)
"""The time that stands in properties where no time has a meaning."""

_CONTENT_TYPES = "[Content_Types].xml"
_PIECE = 1 << 16
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^<>]*>)[^<]*(</dcterms:)")


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """Return a package of `parts`, sorted and with fixed times, so that equal content is equal bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name in sorted(parts, key=lambda name: (name != _CONTENT_TYPES, name)):
            target.writestr(_entry(name), parts[name])
    return out.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _ZIP_TIME)
    info.compress_type = zipfile.ZIP_DEFLATED
    # The system that wrote it is no part of the content.
    info.create_system = 0
    info.external_attr = 0
    return info


def seal(
    data: bytes,
    modified: datetime | None = None,
    filled: Mapping[str, Callable[[bytes], Iterable[bytes]]] = MappingProxyType({}),
) -> bytes:
    """Return the OOXML package in `data` with sorted parts and fixed times, so that equal content is equal bytes.

    `modified`, in UTC, becomes the time of the package's properties; without it a fixed one. `filled` gives for parts
    by name what is to stand in their place: a function of the part that yields pieces, packed one after the other.
    """
    stamp = (modified or FIXED_TIME).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in sorted(source.namelist(), key=lambda name: (name != _CONTENT_TYPES, name)):
            info = _entry(name)
            if name == "docProps/core.xml":
                target.writestr(info, _STAMP.sub(rb"\g<1>" + stamp + rb"\g<2>", source.read(name)))
                continue
            if name in filled:
                with target.open(info, "w") as sealed:
                    for piece in filled[name](source.read(name)):
                        sealed.write(piece)
                continue
            # In pieces: a sheet of many thousand rows is large once it is inflated.
            info.file_size = source.getinfo(name).file_size
            with source.open(name) as whole, target.open(info, "w") as sealed:
                shutil.copyfileobj(whole, sealed, _PIECE)
    return out.getvalue()
