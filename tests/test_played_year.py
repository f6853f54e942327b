"""A few seeded years, played month by month; tests/play.py plays as many as one likes."""

from __future__ import annotations

import pytest
from played_year import PlayedYear


@pytest.mark.parametrize("seed", [2, 3])
def test_program_and_players_agree_in_every_month_of_the_year(seed, tmp_path):
    PlayedYear(seed, tmp_path).play()
