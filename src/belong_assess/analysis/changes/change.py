"""What a change between two versions of a method is: what changed where, and what that does to answers and scores."""

from __future__ import annotations

from dataclasses import field
from typing import Literal

from belong_assess.values import value

Effect = Literal["breaks", "mapped", "scores", "meaning", "safe"]
EFFECTS: tuple[Effect, ...] = ("breaks", "mapped", "scores", "meaning", "safe")
"""From the gravest down. `mapped`: it would break answers, and a declared mapping carries them."""

Path = tuple[tuple[str, str], ...]
"""From the outermost thing to the one that changed: the shape of the model and the id of each."""


@value
class Change:
    """One change.

    `field` names what of the last thing of the path changed: a field of the model, `` where the thing itself came or
    went, `order`, or one of the names of `questionnaire` and `indicators` for things that stand elsewhere now. `old` and
    `new` are values of the model; `None` where there is none. `items` and `nodes` are the ids in the new version that it
    may touch, `everywhere` every score. `moves`: it can move numbers; a change of words never does.
    """

    path: Path
    field: str
    effect: Effect
    old: object = None
    new: object = None
    items: tuple[str, ...] = ()
    nodes: tuple[str, ...] = ()
    everywhere: bool = False
    moves: bool = False

    @property
    def shape(self) -> str:
        """The shape of the model in which it changed."""
        return self.path[-1][0]

    @property
    def id(self) -> str:
        """The id of the thing that changed."""
        return self.path[-1][1]

    @property
    def kind(self) -> Literal["added", "removed", "changed"]:
        """Whether the thing itself came, went, or has changed."""
        if self.field:
            return "changed"
        return "added" if self.old is None else "removed"


@value
class Mapping:
    """The declared mapping that leads from one version to another: ids by the earlier ids, steps and options by them."""

    from_version: str = ""
    now: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, int]] = field(default_factory=dict)
    options: dict[str, dict[str, str | None]] = field(default_factory=dict)

    def now_of(self, response_id: str) -> str:
        """The id under which an answer stands in the new version; a sub-question follows its question.

        An earlier id that another question has taken over gets one that nothing has.
        """
        whole, dot, part = response_id.rpartition(".")
        for name, rest in ((response_id, ""), (whole, f"{dot}{part}")):
            if name in self.now:
                return f"{self.now[name]}{rest}"
            if name in self.now.values():
                return f"{name}@{self.from_version}{rest}"
        return response_id

    def names(self, response_id: str) -> bool:
        """Say whether an answer is carried by a declared mapping."""
        return response_id in self.now or response_id.rpartition(".")[0] in self.now
