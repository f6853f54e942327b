"""What jinja2 makes of the program's own templates, kept beside the program as Python keeps what it made of its modules."""

from __future__ import annotations

import hashlib
import sys
from contextlib import suppress
from importlib.metadata import version
from importlib.util import cache_from_source
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Template
from jinja2.bccache import Bucket, FileSystemBytecodeCache

from recruit.write.word import sandbox

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recruit.write.word.sandbox import Sandbox

FOLDER = Path(cache_from_source(__file__)).parent
"""Where it is kept. Who may write there may write the program itself."""


def make(environment: Sandbox, name: str, sources: Iterable[str]) -> None:
    """Have the parts of the template `name`, one of the program's own, ready in `environment` to be filled.

    Where nothing can be kept, or Python was told to keep nothing, each is made anew. Raises jinja2's TemplateError.
    """
    kept = FileSystemBytecodeCache(str(FOLDER), f"template-{_maker()}-%s.cache")
    for number, source in enumerate(sources):
        bucket = Bucket(environment, kept.get_cache_key(f"{name} {number}"), kept.get_source_checksum(source))
        # A file can be broken in any way.
        with suppress(Exception):
            kept.load_bytecode(bucket)
        if bucket.code is None:
            bucket.code = environment.compile(source)
            if not sys.dont_write_bytecode:
                with suppress(OSError):
                    FOLDER.mkdir(parents=True, exist_ok=True)
                    kept.set_bucket(bucket)
        environment.templates[source] = Template.from_code(environment, bucket.code, {})


def _maker() -> str:
    """Return what stands for all that makes a template what it is, apart from Python and its own words."""
    made_by = Path(sandbox.__file__).read_bytes() + version("jinja2").encode()
    return hashlib.sha256(made_by).hexdigest()[:16]
