"""A seeded year of questions and answers between the office and its units."""

from __future__ import annotations

from played_talk import Talk


def test_after_a_year_nothing_confirmed_hides_a_changed_value_and_the_clerk_reads_less(tmp_path):
    talk = Talk(1, tmp_path)
    talk.play()
    assert talk.replies
    assert talk.reopened
    assert sum(talk.read[-3:]) < sum(talk.read[:3])
