"""Hostile templates: whatever they hold, the check ends, names what fetches, and passes only what makes a sound letter."""

from __future__ import annotations

import pytest
from bent_templates import BENDS, broken, hostile

SEEDS = range(75)


@pytest.mark.parametrize("kind", BENDS)
def test_a_hostile_template_is_named_or_makes_a_sound_letter(kind):
    templates = [hostile(kind, str(seed)) for seed in SEEDS]
    judged = [broken(template) for template in templates]
    assert [(t.seed, t.note, wrong) for t, (wrong, _) in zip(templates, judged, strict=True) if wrong] == []
    ways = [how for _, how in judged]
    assert 3 <= ways.count("written") <= len(ways) - 3


@pytest.mark.parametrize("kind", BENDS)
def test_equal_seeds_make_equal_templates(kind):
    assert hostile(kind, "7") == hostile(kind, "7")
