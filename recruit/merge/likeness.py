"""Who may be one person under two spellings: for the clerk to look at, nothing is counted otherwise."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from recruit.declared.choices import TRANSFER
from recruit.language.names import likeness_key, near_days
from recruit.language.spelling import fold
from recruit.merge.events import number_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recruit.merge.identity import Person


SOON = 31
"""Days between being taken off one list and put on another that may be one move."""


_MOST_OF_A_KEY = 50
"""People of one birth date, surname and given name that are held against each other: no more are of one."""


class Alike(NamedTuple):
    """Somebody who may be one with others: some of these, at most as many as were asked for, and the number of all."""

    person: Person
    others: list[Person]
    number: int


def probably_one(people: Iterable[Person], most: int) -> Iterator[Alike]:
    """Yield those who may be one with somebody else, each with at most `most` of these.

    Names that agree but for their spelling and what stands beside them (`likeness_key`), or of which one leaves out words
    in the middle of the other, and the same birth date; the same
    name and birth dates that are one slip apart; on two lists the same birth date and the same decision, or a namesake
    whom one list hands over and the other receives soon. A year alone is no birth date here: too many share it. The work
    grows with the number of people, not of pairs.
    """
    found: dict[int, Alike] = {}
    for namesakes in _namesakes(people := list(people)):
        found |= {id(alike.person): alike for alike in _alike(namesakes, most)}
    for alike in chain(_of_one_decision(people, most), _handed_over(people, most), _shortened(people, most)):
        known = found.get(id(alike.person), Alike(alike.person, [], 0))
        found[id(alike.person)] = Alike(
            alike.person, [*known.others, *alike.others][:most], known.number + alike.number
        )
    yield from found.values()


def _namesakes(people: Iterable[Person]) -> Iterable[list[Person]]:
    """Return those with a birth date whose names are one but for their spelling, where there are several."""
    # Nearly every name stands once: a list for each would be memory for nothing.
    first: dict[str, Person] = {}
    further: dict[str, list[Person]] = {}
    for person in people:
        row = person.entries[0].row
        if isinstance(row.get("birth"), date):
            name = likeness_key(row.text("name"))
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


def _of_one_decision(people: Iterable[Person], most: int) -> Iterator[Alike]:
    """Yield those of one birth date and one decision on lists of two units; those whose names agree are named already."""
    groups: dict[tuple[date, str, date, str], list[Person]] = defaultdict(list)
    for person in people:
        row = person.entries[0].row
        birth, number, day = row.get("birth"), row.text("decision_number"), row.date("decision")
        if isinstance(birth, date) and number and day is not None:
            # One decision may be of several people: whose given names differ are others.
            given = likeness_key(row.text("name").split(" ")[-1])
            groups[birth, number_key(number), day, given].append(person)
    for group in groups.values():
        if len({_list_of(person) for person in group}) > 1:
            yield from _on_two_lists(group, most)


def _handed_over(people: Iterable[Person], most: int) -> Iterator[Alike]:
    """Yield namesakes of whom one list hands over who is on no other, and another list receives one at about that time.

    Those whose birth dates are the same or a slip apart are named already.
    """
    handed: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        [entry, *others] = person.entries
        if not others and entry.row.text("leaving_reason") == TRANSFER and entry.row.date("left") is not None:
            handed[_name_of(person)].append(person)
    for person in people if handed else ():
        [entry, *others] = person.entries
        joined, birth = entry.row.date("joined"), entry.row.get("birth")
        if others or joined is None or person in handed.get(name := _name_of(person), ()):
            continue
        for giver in handed.get(name, ())[:most]:
            given = giver.entries[0].row
            is_soon = abs((joined - given.date("left")).days) <= SOON
            is_other = isinstance(birth, date) and birth != given.get("birth") not in near_days(birth)
            if is_soon and is_other and _list_of(giver) != _list_of(person):
                yield Alike(giver, [person], 1)
                yield Alike(person, [giver], 1)


def _shortened(people: Iterable[Person], most: int) -> Iterator[Alike]:
    """Yield those of one birth date of whom one bears the other's name without words in its middle: Phạm Đức, Phạm Minh Đức."""
    # Nearly everybody is alone: only whose key comes again is kept.
    seen: set[int] = set()
    again: set[int] = set()
    for person in people:
        if key := _ends(person):
            (again if hash(key) in seen else seen).add(hash(key))
    groups: dict[tuple[date, str, str], list[Person]] = defaultdict(list)
    for person in people if again else ():
        if (key := _ends(person)) and hash(key) in again and len(groups[key]) < _MOST_OF_A_KEY:
            groups[key].append(person)
    for group in groups.values():
        words = [set(_words(person)) for person in group]
        for person, own in zip(group, words, strict=True):
            others = [other for other, their in zip(group, words, strict=True) if own < their or their < own]
            if others:
                yield Alike(person, others[:most], len(others))


def _words(person: Person) -> list[str]:
    return fold(person.entries[0].row.text("name")).split(" ")


def _ends(person: Person) -> tuple[date, str, str] | None:
    """Return birth date, first and last word of the name, None without a birth date or with a single word."""
    birth, words = person.entries[0].row.get("birth"), _words(person)
    return (birth, words[0], words[-1]) if isinstance(birth, date) and len(words) > 1 else None


def _on_two_lists(group: Iterable[Person], most: int) -> Iterator[Alike]:
    # By list and name: so nobody is laid against everybody.
    by_list: dict[tuple[str, str], dict[str, list[Person]]] = defaultdict(lambda: defaultdict(list))
    of_name: Counter[str] = Counter()
    of_list: Counter[tuple[str, str]] = Counter()
    for person in group:
        by_list[_list_of(person)][_name_of(person)].append(person)
        of_name[_name_of(person)] += 1
        of_list[_list_of(person)] += 1
    for person in group:
        own, name = _list_of(person), _name_of(person)
        number = of_list.total() - of_list[own] - of_name[name] + len(by_list[own][name])
        if number:
            elsewhere = (names for key, names in by_list.items() if key != own)
            others = chain.from_iterable(
                those for names in elsewhere for other, those in names.items() if other != name
            )
            yield Alike(person, list(islice(others, most)), number)


def _list_of(person: Person) -> tuple[str, str]:
    return person.entries[0].list_key


def _name_of(person: Person) -> str:
    return likeness_key(person.entries[0].row.text("name"))
