"""Bent files: whatever arrives, the run ends, every file is named, and nobody is counted who does not stand there."""

from __future__ import annotations

from random import Random

import pytest
from bent import bent_archive, bent_mail, bent_workbook, good_archive, good_mail, good_workbook
from bent_inbox import BATCH, bent_files, try_files

WORKBOOK_SEEDS = range(1_000, 1_016)
MAIL_SEEDS = range(2_000, 2_004)
ARCHIVE_SEEDS = range(3_000, 3_004)
OUTLOOK_SEEDS = range(4_000, 4_004)


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


@pytest.mark.parametrize("seed", OUTLOOK_SEEDS)
def test_bent_outlook_files_are_named_and_give_nobody_but_whom_they_carry(tmp_path, seed):
    _hold(tmp_path, seed, "outlook")


@pytest.mark.parametrize("seed", ARCHIVE_SEEDS)
def test_bent_archives_are_named_and_give_nobody_but_whom_they_hold(tmp_path, seed):
    _hold(tmp_path, seed, "archive")


@pytest.mark.parametrize("kind", ["workbook", "mail", "outlook", "archive"])
def test_some_bent_files_are_used_and_some_are_refused(tmp_path, kind):
    seed = {"workbook": WORKBOOK_SEEDS, "mail": MAIL_SEEDS, "outlook": OUTLOOK_SEEDS, "archive": ARCHIVE_SEEDS}[kind][0]
    trial = try_files(tmp_path / "hop thu", bent_files(seed, (kind,)))
    assert trial.outcomes[f"{kind}: Đã dùng"] >= 3
    assert trial.outcomes[f"{kind}: Không đọc được"] >= 3


@pytest.mark.parametrize("bend", [bent_workbook, bent_mail, bent_archive])
def test_equal_seeds_bend_alike(bend):
    def made() -> tuple[str, bytes]:
        rng = Random(7)
        workbook = good_workbook(rng, "CB0303", 3)
        if bend is bent_mail:
            return bend(rng, good_mail(rng, ("biểu.xlsx", workbook)))
        return bend(rng, good_archive(("biểu.xlsx", workbook)) if bend is bent_archive else workbook)

    assert made() == made()
