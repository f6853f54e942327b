"""Every kind of document says, word for word, what was last read and kept."""

from __future__ import annotations

import pytest
from word_for_word import COMMAND, WORDS, documents

NAMES = sorted(path.stem for path in WORDS.glob("*.txt"))


@pytest.fixture(scope="module")
def said() -> dict[str, str]:
    """What each document says, by its name."""
    return dict(documents())


def test_every_text_that_is_kept_is_a_documents(said):
    assert sorted(said) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_document_says_what_was_kept(said, name):
    kept = (WORDS / f"{name}.txt").read_text(encoding="utf-8")
    assert said[name] + "\n" == kept, f"the words have changed: read them, then {COMMAND}"
