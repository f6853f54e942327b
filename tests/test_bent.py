"""Bent files: whatever arrives, the run ends, every file is named, and nobody is counted who does not stand there."""

from __future__ import annotations

from random import Random

import pytest
from bent import bent_archive, bent_mail, bent_workbook, good_archive, good_mail, good_workbook
from bent_inbox import BATCH, bent_files, try_files

WORKBOOK_SEEDS = (*range(1_000, 1_006), *range(1_008, 1_011), *range(1_013, 1_017), *range(1_018, 1_021))
MAIL_SEEDS = range(2_000, 2_006)
ARCHIVE_SEEDS = range(3_000, 3_006)


def _hold(tmp_path, seed: int, kind: str) -> None:
    bents = bent_files(seed, (kind,))
    trial = try_files(tmp_path / "hop thu", bents)
    assert [(bent and (bent.seed, bent.note), what) for what, bent in trial.failures] == []
    assert sum(trial.outcomes.values()) == BATCH


@pytest.mark.parametrize("seed", WORKBOOK_SEEDS)
def test_bent_workbooks_are_refused_or_read_as_they_stand(tmp_path, seed):
    _hold(tmp_path, seed, "workbook")


@pytest.mark.parametrize("seed", MAIL_SEEDS)
def test_bent_mails_are_named_and_give_nobody_but_whom_they_carry(tmp_path, seed):
    _hold(tmp_path, seed, "mail")


@pytest.mark.parametrize("seed", ARCHIVE_SEEDS)
def test_bent_archives_are_named_and_give_nobody_but_whom_they_hold(tmp_path, seed):
    _hold(tmp_path, seed, "archive")


def test_many_bent_workbooks_are_used_and_many_are_refused(tmp_path):
    trial = try_files(tmp_path / "hop thu", bent_files(WORKBOOK_SEEDS[0], ("workbook",)))
    assert trial.outcomes["workbook: Đã dùng"] >= 5
    assert trial.outcomes["workbook: Không đọc được"] >= 5


@pytest.mark.parametrize("bend", [bent_workbook, bent_mail, bent_archive])
def test_equal_seeds_bend_alike(bend):
    def made() -> tuple[str, bytes]:
        rng = Random(7)
        workbook = good_workbook(rng, "CB0303", 3)
        if bend is bent_mail:
            return bend(rng, good_mail(rng, ("biểu.xlsx", workbook)))
        return bend(rng, good_archive(("biểu.xlsx", workbook)) if bend is bent_archive else workbook)

    assert made() == made()
