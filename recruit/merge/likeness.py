"""Who may be one person under two spellings: for the clerk to look at, nothing is counted otherwise."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from recruit.language.names import near_days, without_marks
from recruit.language.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recruit.merge.identity import Person


class Alike(NamedTuple):
    """Somebody who may be one with others: some of these, at most as many as were asked for, and the number of all."""

    person: Person
    others: list[Person]
    number: int


def probably_one(people: Iterable[Person], most: int) -> Iterator[Alike]:
    """Yield those who may be one with somebody else, each with at most `most` of these.

    Names equal without diacritics and the same birth date; or the same name and birth dates that are one slip apart. A
    year alone is no birth date here: too many share it. The work grows with the number of people, not of pairs.
    """
    for namesakes in _namesakes(people):
        yield from _alike(namesakes, most)


def _namesakes(people: Iterable[Person]) -> Iterable[list[Person]]:
    """Return those with a birth date whose names are equal without diacritics, where there are several."""
    # Nearly every name stands once: a list for each would be memory for nothing.
    first: dict[str, Person] = {}
    further: dict[str, list[Person]] = {}
    for person in people:
        row = person.entries[0].row
        if isinstance(row.get("birth"), date):
            name = without_marks(row.text("name"))
            if (known := first.setdefault(name, person)) is not person:
                further.setdefault(name, [known]).append(person)
    return further.values()


def _alike(namesakes: Iterable[Person], most: int) -> Iterator[Alike]:
    by_birth: dict[date, list[Person]] = defaultdict(list)
    by_name: dict[str, dict[date, Person]] = defaultdict(dict)
    for person in namesakes:
        row = person.entries[0].row
        by_birth[row.get("birth")].append(person)
        by_name[fold(row.text("name"))][row.get("birth")] = person
    for birth, alike in by_birth.items():
        for person in alike:
            births = by_name[fold(person.entries[0].row.text("name"))]
            near = [births[day] for day in near_days(birth) if day in births] if len(births) > 1 else []
            number = len(alike) - 1 + len(near)
            if number:
                others = [other for other in alike[: most + 1] if other is not person] + near
                yield Alike(person, others[:most], number)
