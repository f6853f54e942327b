"""What goes back to the units when a month closes: returned workbooks, next month's forms, letters, mail drafts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from recruit.merge.foreign import own_lists
from recruit.merge.judging import judge_sends
from recruit.model import Period

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from recruit.declared.plan import Plan, Unit
    from recruit.deliver.desk import Desk, Making
    from recruit.deliver.drafts import Draft
    from recruit.measure.probationer import Probationer
    from recruit.measure.result import MonthResult
    from recruit.model import LetterOptions
    from recruit.month import Month
    from recruit.read.inbox import Gathered
    from recruit.read.report import Report

RETURNED_FOLDER = "tra_lai"
URGING_FOLDER = "don_doc"

LETTERS = f"{URGING_FOLDER}/cong_van_don_doc_"
DIGESTS = f"{URGING_FOLDER}/phieu_theo_doi_"


def forms_folder(month: Period) -> str:
    """Return the folder of a month's forms."""
    return f"bieu_thang_{month.month:02d}"


# -- output names ------------------------------------------------------------------------------------------------------


def returned_name(unit: Unit, period: Period) -> str:
    """Return the output name of a unit's returned workbook."""
    return f"{RETURNED_FOLDER}/{_form(unit, period)}"


def form_name(unit: Unit, month: Period) -> str:
    """Return the output name of a unit's form for a month."""
    return f"{forms_folder(month)}/{_form(unit, month)}"


def letter_name(unit: Unit, period: Period) -> str:
    """Return the output name of a unit's urging letter."""
    from recruit.deliver.outputs import safe_name

    return f"{LETTERS}{safe_name(unit.code)}_{period}.docx"


def letter_to_all(period: Period) -> str:
    """Return the output name of the one urging letter to all units that are late or behind."""
    return f"{LETTERS}{period}.docx"


def _form(unit: Unit, month: Period) -> str:
    from recruit.deliver.outputs import safe_name

    return f"bieu_bao_cao_{safe_name(unit.code)}_{month}.xlsx"


# -- files by output name ----------------------------------------------------------------------------------------------


def returned_files(month: Month) -> Iterator[Making]:
    """Yield the workbook of each unit with errors, marked and explained."""
    from recruit.write.returned.workbook import returned_workbooks

    plan, period = month.result.plan, month.result.period
    found = returned_workbooks(month.result, month.checked, month.sends)
    return ((returned_name(plan.unit(code), period), make) for code, make in found)


def form_files(
    plan: Plan, month: Period, lists: Mapping[str, Report], members: Iterable[Probationer] | None = None
) -> Iterator[Making]:
    """Yield the form of `month` for each unit that owes it, filled with its list; `lists` are by unit code.

    `members` are the probationary members that are known beside the lists.
    """
    from recruit.write.forms.next_month import next_forms

    found = next_forms(plan, month, lists, members)
    return ((form_name(plan.unit(code), month), make) for code, make in found)


def own_people(month: Month) -> tuple[dict[str, Report], list[Probationer]]:
    """Return the list that goes back to each unit, by its code, and the members known, without whom another's list brought."""
    speaking = month.checked.speaking
    lists = own_lists(speaking, month.sends.units)
    strange = {report.file for code, report in speaking.items() if lists.get(code) is not report}
    return lists, [member for member in month.result.probation if member.place.file not in strange]


def lists_before(gathered: Gathered, plan: Plan, month: Period) -> dict[str, Report]:
    """Return the workbook that speaks for each unit at the end of the month before `month` and holds its own people, by unit code.

    Before January it is last year's, judged by last year's plan or, where that is not there, by this year's units.
    """
    before = month.previous
    if before.year != plan.year:
        earlier = [known for known in gathered.plans.values() if known.year == before.year]
        plan = earlier[0] if len(earlier) == 1 else replace(plan, year=before.year, units=_all_year(plan))
    sends = judge_sends(gathered.reports, plan, before.month)
    speaking = {code: report for code, unit in sends.units.items() if (report := unit.speaking(before.month))}
    return own_lists(speaking, sends.units)


def _all_year(plan: Plan) -> tuple[Unit, ...]:
    return tuple(replace(unit, from_month=1, to_month=12) for unit in plan.units)


def digest_files(month: Month, desk: Desk, options: LetterOptions) -> Iterator[Making]:
    """Yield the digest for committee members."""
    from recruit.letters import digest
    from recruit.letters.documents import DIGEST

    result = month.result
    yield (
        f"{DIGESTS}{result.period}.docx",
        lambda: desk.document(DIGEST, digest.digest_context(result, options), digest.digest_title(result)),
    )


def urging_files(month: Month, desk: Desk, options: LetterOptions) -> Iterator[Making]:
    """Yield an urging letter to each unit that is late or behind."""
    from recruit.letters import urging
    from recruit.letters.documents import URGING

    result = month.result
    for line in urging.urged(result):
        yield (
            letter_name(line.unit, result.period),
            lambda line=line: desk.document(
                URGING, urging.unit_context(result, line, options), urging.unit_title(result, line)
            ),
        )


def reminded_units(result: MonthResult, files: Container[str], *, together: bool = False) -> tuple[str, ...]:
    """Return the codes of the units to which an urging letter among `files` is, the one to all if `together`."""
    from recruit.letters import urging

    return tuple(
        line.unit.code
        for line in urging.urged(result)
        if (letter_to_all(result.period) if together else letter_name(line.unit, result.period)) in files
    )


def drafts(month: Month, desk: Desk, files: Mapping[str, bytes]) -> Iterator[tuple[Unit, Draft]]:
    """Yield the draft of a mail to each unit that sent something or for which something is among `files`.

    It is a receipt. A unit with errors gets its returned workbook, every other one its form for next month; the late ones
    their letter.
    """
    from recruit.deliver.drafts import Attachment, MailWording, unit_draft
    from recruit.letters.probation import counts_of
    from recruit.letters.receipt import NOTHING_CAME, receipts

    result = month.result
    plan, period = result.plan, result.period
    wording = MailWording(desk.templates, spelling=plan.spelling)
    told = receipts(result)
    for line in result.units:
        unit = line.unit
        returned, following = returned_name(unit, period), form_name(unit, period.next)
        wanted = {
            "returned": returned,
            "next_form": "" if returned in files else following,
            "urging": letter_name(unit, period),
        }
        attached = {key: Attachment(name, files[name]) for key, name in wanted.items() if name in files}
        receipt = told.get(unit.code, NOTHING_CAME)
        if not attached and not receipt.came:
            continue
        made = unit_draft(
            wording,
            plan,
            unit,
            period,
            day_due=plan.due(period.next),
            errors=result.cells_to_mend(unit.code),
            missing=line.unsent,
            unusable=line.unusable,
            locked=desk.locks,
            members=counts_of(result.probation, unit.code),
            receipt=receipt,
            **attached,
        )
        yield unit, made
