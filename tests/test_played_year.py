"""A seeded year, played month by month; tests/play.py plays as many as one likes."""

from __future__ import annotations

from played_year import PlayedYear


def test_program_and_players_agree_in_every_month_of_the_year(tmp_path):
    PlayedYear(3, tmp_path).play()
