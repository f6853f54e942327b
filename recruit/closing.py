"""What goes back to the units when a month closes: returned workbooks, next month's forms, letters, mail drafts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from recruit.merge.sends import judge_sends
from recruit.model import Period

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recruit.desk import Desk
    from recruit.gather import Gathered
    from recruit.model import LetterOptions
    from recruit.month import Month
    from recruit.plan import Plan, Unit
    from recruit.read.report import Report

RETURNED_FOLDER = "tra_lai"
URGING_FOLDER = "don_doc"

LETTERS = f"{URGING_FOLDER}/cong_van_don_doc_"
DIGESTS = f"{URGING_FOLDER}/phieu_theo_doi_"
DRAFTS = f"{URGING_FOLDER}/thu_"


def forms_folder(month: Period) -> str:
    """Return the folder of a month's forms."""
    return f"bieu_thang_{month.month:02d}"


def form_name(unit: Unit, month: Period) -> str:
    """Return the file name of a unit's form."""
    from recruit.write.outputs import safe_name

    return f"bieu_bao_cao_{safe_name(unit.code)}_{month}.xlsx"


def returned_files(month: Month) -> dict[str, bytes]:
    """Return the workbook of each unit with errors, marked and explained, by unit code."""
    from recruit.write.returned import returned_workbooks

    return returned_workbooks(month.result, month.checked, month.sends)


def next_files(month: Month) -> dict[str, bytes]:
    """Return the form for the month after the period, filled with the list as it stands, by unit code."""
    from recruit.write.next_forms import next_forms

    return next_forms(month.result.plan, month.result.period.next, month.checked.speaking)


def lists_before(gathered: Gathered, plan: Plan, month: Period) -> dict[str, Report]:
    """Return the workbook that speaks for each unit at the end of the month before `month`, by unit code.

    Before January it is last year's, judged by last year's plan or, where that is not there, by this year's units.
    """
    before = month.previous
    if before.year != plan.year:
        earlier = [known for known in gathered.plans.values() if known.year == before.year]
        plan = earlier[0] if len(earlier) == 1 else replace(plan, year=before.year, units=_all_year(plan))
    sends = judge_sends(gathered.reports, plan, before.month)
    return {code: report for code, unit in sends.units.items() if (report := unit.speaking(before.month))}


def _all_year(plan: Plan) -> tuple[Unit, ...]:
    return tuple(replace(unit, from_month=1, to_month=12) for unit in plan.units)


def digest_file(month: Month, desk: Desk, options: LetterOptions) -> dict[str, bytes]:
    """Return the digest for committee members, by output name."""
    from recruit.letters import digest
    from recruit.letters.documents import DIGEST

    result = month.result
    document = desk.document(DIGEST, digest.digest_context(result, options), digest.digest_title(result))
    return {f"{DIGESTS}{result.period}.docx": document}


def urging_files(month: Month, desk: Desk, options: LetterOptions) -> dict[str, bytes]:
    """Return an urging letter to each unit that is late or behind, by unit code."""
    from recruit.letters import urging
    from recruit.letters.documents import URGING

    result = month.result
    return {
        line.unit.code: desk.document(
            URGING, urging.unit_context(result, line, options), urging.unit_title(result, line)
        )
        for line in urging.urged(result)
    }


def letter_name(unit: Unit, period: Period) -> str:
    """Return the output name of a unit's urging letter."""
    from recruit.write.outputs import safe_name

    return f"{LETTERS}{safe_name(unit.code)}_{period}.docx"


def draft_files(
    month: Month,
    desk: Desk,
    returned: Mapping[str, bytes],
    following: Mapping[str, bytes],
    urging: Mapping[str, bytes],
) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """Return the draft of a mail to each unit that has something to get, by output name, and what else to say.

    A unit with errors gets its returned workbook, every other one its form for next month; the late ones their letter.
    """
    from recruit.write.drafts import Attachment, MailWording, draft_name, unit_draft

    result = month.result
    plan, period = result.plan, result.period
    wording = MailWording(desk.templates, spelling=plan.spelling)
    drafts, notes = {}, []
    for line in result.units:
        unit, code = line.unit, line.unit.code
        form = None if code in returned else _attached(form_name(unit, period.next), following.get(code))
        attached = {
            "returned": _attached(form_name(unit, period), returned.get(code)),
            "next_form": form,
            "urging": _attached(letter_name(unit, period), urging.get(code)),
        }
        if not any(attached.values()):
            continue
        draft = unit_draft(
            wording,
            plan,
            unit,
            period,
            day_due=plan.due(period.next),
            errors=result.errors_of(code),
            missing=line.missing_since,
            locked=desk.locked,
            **{key: Attachment(*found) for key, found in attached.items() if found},
        )
        drafts[f"{URGING_FOLDER}/{draft_name(unit, period)}"] = draft.data
        if draft.left_out:
            notes.append(f"Thư cho {code}: bỏ địa chỉ không dùng được trong kế hoạch: {', '.join(draft.left_out)}.")
    return drafts, tuple(notes)


def _attached(name: str, data: bytes | None) -> tuple[str, bytes] | None:
    return None if data is None else (name, data)
