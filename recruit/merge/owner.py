"""Whose a workbook is, and who may speak for a unit: by senders, codes and names, in the order in which they are believed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.language.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recruit.declared.plan import Plan, Unit
    from recruit.merge.sends import Send
    from recruit.model import Sent
    from recruit.read.report import Report


def may_speak(sent: Sent, unit: Unit | None, plan: Plan) -> bool:
    """Whether what was `sent` may speak for `unit`: a plain file, a registered sender, or no address in the plan.

    Every mail around the one that brought it must be the unit's own too, or the office's.
    """
    if not sent.by_mail or unit is None or not unit.addresses:
        return True
    return sent.sender in unit.addresses and not any(_strangers_around(sent, unit, plan))


def stranger(sent: Sent, unit: Unit, plan: Plan) -> str:
    """Return the address for which what was sent may not speak for `unit`, empty where a mail names none."""
    return sent.sender if sent.sender not in unit.addresses else next(_strangers_around(sent, unit, plan), "")


def _strangers_around(sent: Sent, unit: Unit, plan: Plan) -> Iterator[str]:
    return (sender for sender in sent.around if sender not in unit.addresses and sender not in plan.addresses)


def is_of_the_office(sent: Sent, plan: Plan) -> bool:
    """Whether the office itself sent it: in a draft of ours, or from its own address where that is no unit's too."""
    if sent.by_office:
        return True
    if not sent.by_mail or sent.sender not in plan.addresses:
        return False
    return not any(sent.sender in unit.addresses for unit in plan.units)


def names_on(report: Report) -> set[str]:
    """Return the keys of what a cover may give as its unit's name: that, and what stands in the place of the code."""
    return set(filter(None, map(fold, (report.cover_value("unit_name") or "", report.unit_code or ""))))


def owner(send: Send, plan: Plan) -> Unit | None:
    """Return the unit whose a workbook is, None where nothing tells.

    The code on its cover tells where the form was issued for no other unit. Else the registered address that sent it,
    the code that it was issued for, and the name on its cover, also in the place of the code, do, in this order.
    """
    report = send.report
    said = plan.unit(report.unit_code) if report.unit_code else None
    hidden = plan.unit(report.hidden_code) if report.hidden_code else None
    if said is not None and (not report.hidden_code or hidden is said):
        return said
    names = names_on(report)
    senders = {copy.sent.sender for copy in (report, *send.copies) if copy.sent.sender}
    by_sender = [unit for unit in plan.units if not senders.isdisjoint(unit.addresses)]
    by_name = [unit for unit in plan.units if fold(unit.name) in names]
    told = (by_sender, [hidden] if hidden else [], by_name)
    return next((units[0] for units in told if len(units) == 1), None)
