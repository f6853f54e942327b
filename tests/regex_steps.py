"""A pattern's steps: a matcher that goes back and tries again as Python's own does, and counts; and a pattern's worst texts.

Python's engine cannot be asked for its steps, so its parse tree is walked here: one step for each letter that is looked at
and each way that is tried.
"""

from __future__ import annotations

import re
from re import _constants as sre
from re import _parser as parser
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Match = Callable[[int], int]

MOST = 1_200_000
_CATEGORIES = {
    sre.CATEGORY_DIGIT: str.isdecimal,
    sre.CATEGORY_SPACE: str.isspace,
    sre.CATEGORY_WORD: lambda char: char.isalnum() or char == "_",
    sre.CATEGORY_NOT_DIGIT: lambda char: not char.isdecimal(),
    sre.CATEGORY_NOT_SPACE: lambda char: not char.isspace(),
    sre.CATEGORY_NOT_WORD: lambda char: not (char.isalnum() or char == "_"),
}
_ONE_LETTER = (sre.LITERAL, sre.NOT_LITERAL, sre.ANY, sre.IN)
_REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)


class TooManySteps(Exception):
    """A pattern that has no end on a text."""


def parsed(pattern: str | bytes, flags: int = 0) -> list:
    """Return the parse tree of a pattern; bytes are letters of Latin-1."""
    text = pattern.decode("latin-1") if isinstance(pattern, bytes) else pattern
    return list(parser.parse(text, flags & ~re.UNICODE if flags & re.ASCII else flags))


def steps(pattern: str | bytes, flags: int, method: str, text: str) -> int:
    """Return how many steps a pattern takes on a text by the method `match`, `fullmatch` or one that goes through it."""
    run = _Run(text, flags)
    end = len(text)
    match = run.build(
        parsed(pattern, flags), (lambda at: at if at == end else -1) if method == "fullmatch" else run.done
    )
    at = 0
    while at <= end:
        found = match(at)
        if method in ("match", "fullmatch"):
            break
        at = found if found > at else at + 1
    return run.steps


class _Run:
    """One run over one text."""

    def __init__(self, text: str, flags: int) -> None:
        self.text, self.flags, self.steps = text, flags, 0
        self._groups: dict[int, tuple[int, int]] = {}

    def done(self, at: int) -> int:
        return at

    def _step(self, number: int = 1) -> None:
        self.steps += number
        if self.steps > MOST:
            raise TooManySteps

    def build(self, items: list, then: Match) -> Match:
        """Return the matcher of `items` that goes on with `then`; both give the end of the match, or -1."""
        for operation, value in reversed(list(items)):
            then = self._node(operation, value, then)
        return then

    def _node(self, operation, value, then: Match) -> Match:
        if operation in _ONE_LETTER:
            return self._letter(fitting(operation, value, self.flags), then)
        if operation in _REPEATS:
            least, most, body = value
            if len(body) == 1 and body[0][0] in _ONE_LETTER:
                return self._run_of(fitting(*body[0], self.flags), least, most, operation, then)
            if operation is sre.POSSESSIVE_REPEAT:
                return self._possessive(self.build(body, self.done), least, most, then)
            return self._repeat(body, least, most, operation is sre.MIN_REPEAT, then)
        if operation is sre.BRANCH:
            return self._branch([self.build(items, then) for items in value[1]])
        if operation is sre.SUBPATTERN:
            return self._group(value[0], value[3], then)
        if operation is sre.ATOMIC_GROUP:
            return self._possessive(self.build(value, self.done), 1, 1, then)
        if operation in (sre.ASSERT, sre.ASSERT_NOT):
            return self._look(operation is sre.ASSERT, *value, then)
        if operation is sre.AT:
            return self._at(value, then)
        assert operation is sre.GROUPREF, operation
        return self._again(value, then)

    def _letter(self, fits: Callable[[str], bool], then: Match) -> Match:
        def match(at: int) -> int:
            self._step()
            return then(at + 1) if at < len(self.text) and fits(self.text[at]) else -1

        return match

    def _run_of(self, fits: Callable[[str], bool], least: int, most: int, operation, then: Match) -> Match:
        def match(at: int) -> int:
            end, last = at, min(len(self.text), at + most)
            if operation is sre.MIN_REPEAT:
                while True:
                    self._step()
                    if end - at >= least and (found := then(end)) >= 0:
                        return found
                    if end >= last or not fits(self.text[end]):
                        return -1
                    end += 1
            while end < last and fits(self.text[end]):
                end += 1
            self._step(end - at + 1)
            if operation is sre.POSSESSIVE_REPEAT:
                return then(end) if end - at >= least else -1
            while end - at >= least:
                self._step()
                if (found := then(end)) >= 0:
                    return found
                end -= 1
            return -1

        return match

    def _repeat(self, body: list, least: int, most: int, lazy: bool, then: Match) -> Match:
        goes_on: list[Match] = []
        inner = self.build(body, lambda at: goes_on[-1](at))

        def once_more(at: int, count: int) -> int:
            if count >= most:
                return -1

            def after(end: int) -> int:
                own = goes_on.pop()
                found = -1 if end == at and count >= least else turn(end, count + 1)
                goes_on.append(own)
                return found

            goes_on.append(after)
            found = inner(at)
            goes_on.pop()
            return found

        def turn(at: int, count: int) -> int:
            self._step()
            if count < least:
                return once_more(at, count)
            first, second = (then, None) if lazy else (None, then)
            found = first(at) if first else once_more(at, count)
            if found >= 0:
                return found
            return second(at) if second else once_more(at, count)

        return lambda at: turn(at, 0)

    def _possessive(self, inner: Match, least: int, most: int, then: Match) -> Match:
        def match(at: int) -> int:
            count = 0
            while count < most:
                self._step()
                end = inner(at)
                if end < 0 or (end == at and count >= least):
                    break
                at, count = end, count + 1
            return then(at) if count >= least else -1

        return match

    def _branch(self, ways: list[Match]) -> Match:
        def match(at: int) -> int:
            for way in ways:
                self._step()
                if (found := way(at)) >= 0:
                    return found
            return -1

        return match

    def _group(self, number: int | None, items: list, then: Match) -> Match:
        if number is None:
            return self.build(items, then)
        starts: list[int] = []

        def close(at: int) -> int:
            before = self._groups.get(number)
            self._groups[number] = (starts[-1], at)
            start = starts.pop()
            found = then(at)
            starts.append(start)
            if found < 0 and before is not None:
                self._groups[number] = before
            return found

        inner = self.build(items, close)

        def match(at: int) -> int:
            starts.append(at)
            found = inner(at)
            starts.pop()
            return found

        return match

    def _look(self, wanted: bool, direction: int, items: list, then: Match) -> Match:
        width = items.getwidth()[1] if direction < 0 else 0
        inner = self.build(items, self.done)

        def match(at: int) -> int:
            self._step()
            seen = at >= width and inner(at - width) >= 0
            return then(at) if seen is wanted else -1

        return match

    def _at(self, place, then: Match) -> Match:
        text = self.text
        many = bool(self.flags & re.MULTILINE)

        def is_word(at: int) -> bool:
            return 0 <= at < len(text) and (text[at].isalnum() or text[at] == "_")

        def holds(at: int) -> bool:
            if place in (sre.AT_BEGINNING, sre.AT_BEGINNING_STRING):
                return at == 0 or (many and text[at - 1] == "\n")
            if place in (sre.AT_END, sre.AT_END_STRING):
                return at >= len(text) - text.endswith("\n") or (many and text[at] == "\n")
            return (is_word(at) is not is_word(at - 1)) is (place is sre.AT_BOUNDARY)

        def match(at: int) -> int:
            self._step()
            return then(at) if holds(at) else -1

        return match

    def _again(self, number: int, then: Match) -> Match:
        def match(at: int) -> int:
            start, end = self._groups.get(number, (0, 0))
            self._step(end - start + 1)
            return then(at + end - start) if self.text.startswith(self.text[start:end], at) else -1

        return match


def fitting(operation, value, flags: int) -> Callable[[str], bool]:
    """Return whether a letter fits a node of one letter, looked up once for each."""
    known: dict[str, bool] = {}

    def fits(char: str) -> bool:
        if char not in known:
            spellings = {char, char.lower(), char.upper()} if flags & re.IGNORECASE else {char}
            known[char] = any(_fits(operation, value, flags, one) for one in spellings)
        return known[char]

    return fits


def _fits(operation, value, flags: int, char: str) -> bool:
    if operation is sre.ANY:
        return char != "\n" or bool(flags & re.DOTALL)
    if operation is sre.LITERAL:
        return char == chr(value)
    if operation is sre.NOT_LITERAL:
        return char != chr(value)
    if operation is sre.RANGE:
        return value[0] <= ord(char[0]) <= value[1]
    if operation is sre.CATEGORY:
        return _CATEGORIES[value](char)
    negated = value[0][0] is sre.NEGATE
    return any(_fits(*one, flags, char) for one in value[negated:]) is not negated


# -- worst texts -------------------------------------------------------------------------------------------------------

_COMMON = " a1(<[\"'.-:/\\\n\t;,=@{}_*\u1ebf\x01"


class _Repeat(NamedTuple):
    """A repeat of a pattern: a text that leads to it, and what it may be filled with."""

    before: str
    fillings: tuple[str, ...]


class Text(NamedTuple):
    """A text of any length: what it begins with, what comes again and again, and what it ends with."""

    before: str
    filling: str
    after: str

    def of(self, length: int) -> str:
        """Return the text with `length` letters, or a few less."""
        times = (length - len(self.before) - len(self.after)) // len(self.filling)
        return self.before + self.filling * times + self.after


def worst_texts(pattern: str | bytes, flags: int) -> set[Text]:
    """Return texts that are to lead a pattern into trying everything again and again.

    Each repeat is filled for ever, with whatever fits it and what follows, to the end or to a letter that fits nothing;
    what leads to it comes again and again, with and without something in it.
    """
    tree = parsed(pattern, flags)
    letters = "".join(dict.fromkeys(_literals(tree))) + _COMMON
    found: set[Text] = set()
    for before, fillings in (
        *_repeats(tree, "", flags, letters),
        _Repeat("", (_example(tree, flags, letters),)),
    ):
        for filling in filter(None, fillings):
            found |= {
                Text(before, filling, ""),
                Text(before, filling, "\x02"),
                Text("", before + filling, ""),
                Text("", before or filling, ""),
                Text("", before + filling * 3, "\n"),
            }
    return found


def _literals(tree) -> Iterator[str]:
    """Yield the letters that a pattern names."""
    for item in tree:
        if isinstance(item, tuple) and len(item) == 2 and item[0] in (sre.LITERAL, sre.NOT_LITERAL):
            yield chr(item[1])
        elif isinstance(item, tuple | list | parser.SubPattern):
            yield from _literals(item)


_SIX = 6


def _repeats(tree, before: str, flags: int, letters: str) -> Iterator[_Repeat]:
    """Yield the repeats of a pattern that may be long."""
    items = list(tree)
    for number, (operation, value) in enumerate(items):
        if operation in _REPEATS:
            _, most, body = value
            if most > _SIX:
                after = _example(items[number + 1 :], flags, letters)
                yield _Repeat(before, tuple(_fillings(body, after, flags, letters)))
            yield from _repeats(body, before, flags, letters)
        elif operation is sre.SUBPATTERN:
            yield from _repeats(value[3], before, flags, letters)
        elif operation is sre.ATOMIC_GROUP:
            yield from _repeats(value, before, flags, letters)
        elif operation is sre.BRANCH:
            for way in value[1]:
                yield from _repeats(way, before, flags, letters)
        elif operation in (sre.ASSERT, sre.ASSERT_NOT):
            yield from _repeats(value[1], before, flags, letters)
        before += _example([(operation, value)], flags, letters)


def _fillings(body, after: str, flags: int, letters: str) -> Iterator[str]:
    if len(body) == 1 and body[0][0] in _ONE_LETTER:
        fits = fitting(*body[0], flags)
        found = [char for char in letters if fits(char)]
        # What also is the next thing may end the repeat anywhere.
        yield from sorted(found, key=lambda char: (char not in after, found.index(char)))[:4]
        if after and all(map(fits, after)):
            yield after
    else:
        yield _example(body, flags, letters)
        yield _example(body, flags, letters, least=1)
        for operation, value in body:
            ways = value[1] if operation is sre.BRANCH else ()
            yield from (_example(way, flags, letters, least=1) for way in ways)


def _example(tree, flags: int, letters: str, least: int = 0) -> str:
    """Return a short text that fits a pattern, its repeats at least `least` times."""
    text, groups = "", {}
    for operation, value in tree:
        if operation in _ONE_LETTER:
            fits = fitting(operation, value, flags)
            text += next((char for char in letters if fits(char)), "")
        elif operation in _REPEATS:
            text += _example(value[2], flags, letters, least) * max(value[0], min(least, value[1]))
        elif operation is sre.SUBPATTERN:
            groups[value[0]] = _example(value[3], flags, letters, least)
            text += groups[value[0]]
        elif operation is sre.ATOMIC_GROUP:
            text += _example(value, flags, letters, least)
        elif operation is sre.BRANCH:
            text += _example(value[1][0], flags, letters, least)
        elif operation is sre.GROUPREF:
            text += groups.get(value, "")
    return text
