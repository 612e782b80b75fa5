"""Which submissions of a cohort are the same file, or speak of the same region; none of them is chosen."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

from belong_assess.analysis.calls import MOST_NAMED, Fact, Key, Reasons, named
from belong_assess.responses.plain_text import folded

Members = Sequence[int]


def duplicates(keys: Sequence[Key]) -> Reasons:
    """Return of each submission that stands several times the other ones, by their numbers.

    `same_file`: the same content, at the same place in it. `same_region`: another file on the same questionnaire for the
    same region. `other_version`: the same with another version of the questionnaire.
    """
    found: Reasons = defaultdict(dict)
    for members in _same_files(keys):
        _note(found, "same_file", members, keys)
    for members in _same_regions(keys):
        _note_region(found, members, keys)
    return dict(found)


def _same_files(keys: Sequence[Key]) -> Iterator[Members]:
    return _shared((n, _content(key)) for n, key in enumerate(keys) if key.digest)


def _content(key: Key) -> tuple[str, str]:
    return key.digest, key.place


def _shared(numbered: Iterable[tuple[int, Hashable]]) -> Iterator[Members]:
    """Sets of two and more that share what stands beside their numbers."""
    sets: dict[Hashable, list[int]] = defaultdict(list)
    for number, shared in numbered:
        sets[shared].append(number)
    return (members for members in sets.values() if len(members) > 1)


def _note(found: Reasons, code: str, members: Members, keys: Sequence[Key]) -> None:
    first = members[: MOST_NAMED + 1]
    for number in members:
        others = [keys[other].label for other in first if other != number]
        found[number][code] = named(others, len(members) - 1)


# regions


def _same_regions(keys: Sequence[Key]) -> Iterator[Members]:
    """Submissions on one questionnaire with one name, or with one code; who is named twice joins both sets."""
    regions = _Regions()
    scored = [n for n, key in enumerate(keys) if key.stamp is not None and not key.several]
    names = [folded(key.unit) for key in keys]
    codes = [folded(key.code) for key in keys]
    countries = [folded(key.country) for key in keys]
    for own, other in ((names, codes), (codes, countries)):
        for members in _shared((n, (_questionnaire(keys[n]), own[n])) for n in scored if own[n]):
            for same in _told_apart(members, other.__getitem__):
                regions.join(same)
    return regions.sets()


def _questionnaire(key: Key) -> str:
    return "" if key.stamp is None else key.stamp.questionnaire


def _told_apart(members: Members, by: Callable[[int], str]) -> Iterator[Members]:
    """One name with several codes is several regions, and so is one code in several countries, if all give them."""
    if all(by(number) for number in members):
        return _shared((number, by(number)) for number in members)
    return iter([members])


class _Regions:
    """Sets that grow together wherever they share a member."""

    def __init__(self) -> None:
        self.leader: dict[int, int] = {}

    def join(self, members: Members) -> None:
        first = self.find(members[0])
        for number in members[1:]:
            other = self.find(number)
            first, last = min(first, other), max(first, other)
            self.leader[last] = first

    def find(self, number: int) -> int:
        leader = self.leader.setdefault(number, number)
        while leader != self.leader[leader]:
            leader = self.leader[leader]
        self.leader[number] = leader
        return leader

    def sets(self) -> Iterator[Members]:
        return _shared((number, self.find(number)) for number in sorted(self.leader))


def _note_region(found: Reasons, members: Members, keys: Sequence[Key]) -> None:
    """Say of each member which others there are, apart from copies of its own file: of its version, and of others."""
    versions: Mapping[str, list[int]] = defaultdict(list)
    for number in members:
        versions[_version(keys[number])].append(number)
    copies = Counter((_version(keys[number]), _content(keys[number])) for number in members)
    for number in members:
        own = _version(keys[number])
        count = len(versions[own]) - _copies(copies, keys[number])
        if count:
            found[number]["same_region"] = named(_others(number, versions[own], keys), count)
        if len(versions) > 1:
            found[number]["other_version"] = _other_versions(own, versions, keys)


def _version(key: Key) -> str:
    return "" if key.stamp is None else key.stamp.questionnaire_version


def _copies(copies: Counter[tuple[str, tuple[str, str]]], key: Key) -> int:
    """How often the content of a file is there, itself included; a file without a digest stands alone."""
    return copies[_version(key), _content(key)] if key.digest else 1


def _others(number: int, members: Members, keys: Sequence[Key]) -> list[str]:
    own = keys[number]
    near = members[: 10 * MOST_NAMED]
    return [keys[n].label for n in near if n != number and not (own.digest and _content(keys[n]) == _content(own))]


def _other_versions(own: str, versions: Mapping[str, list[int]], keys: Sequence[Key]) -> dict[str, Fact]:
    others = [number for version, numbers in sorted(versions.items()) if version != own for number in numbers[:MOST_NAMED]]
    count = sum(len(numbers) for version, numbers in versions.items() if version != own)
    known = tuple(version for version in sorted(versions) if version != own)
    return {**named([keys[n].label for n in others], count), "own": own, "versions": known}
