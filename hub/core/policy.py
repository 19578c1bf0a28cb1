"""The one place that answers "may this viewer do that to this thing?"; features register their rules here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Select
from sqlalchemy.orm import Session

from .errors import Conflict, Denied, NotFound
from .i18n import _
from .viewer import Role, Viewer

Decide = Callable[[Session, Viewer, Any], bool]
Gate = Callable[[Viewer | None], bool]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Rule:
    """A named decision about a thing. `see` names the rule that says whether the viewer may know of it at all.

    `refusal` gives the sentence, in the viewer's language, for those who may see the thing but not do this.
    """

    name: str
    decide: Decide
    see: str | None
    refusal: Callable[[], str]


def _no_right() -> str:
    return _("您没有办理这件事的权限。需要时请联系区未保办。")


_rules: dict[str, Rule] = {}
_gates: dict[str, Gate] = {
    "public": lambda viewer: True,
    "signed_in": lambda viewer: viewer is not None,
    "content": lambda viewer: viewer is not None and viewer.sees_content,
    "office": lambda viewer: viewer is not None and viewer.is_office,
    "audit.read": lambda viewer: viewer is not None and viewer.has(Role.AUDITOR),
    "accounts.manage": lambda viewer: viewer is not None and viewer.has(Role.OFFICE, Role.ADMIN),
    "health.read": lambda viewer: viewer is not None and viewer.has(Role.OFFICE, Role.ADMIN),
    "metrics.read": lambda viewer: True,  # no person's affair: the door asks for the secret of HUB_METRICS_TOKEN itself
}


def rule(name: str, *, see: str | None = None, refusal: Callable[[], str] = _no_right) -> Callable[[Decide], Decide]:
    """Decorator: register `decide(session, viewer, thing) -> bool` under `name`; doors to it need a content role."""

    def register(decide: Decide) -> Decide:
        _rules[name] = Rule(name, decide, see, refusal)
        return decide

    return register


def names() -> frozenset[str]:
    """Every rule and gate that a door may carry."""
    return frozenset(_rules) | frozenset(_gates)


def passes_gate(viewer: Viewer | None, name: str) -> bool:
    """Whether the viewer may come to a door at all, before any thing is known; KeyError for an unknown name."""
    if name in _rules:
        return _gates["content"](viewer)
    return _gates[name](viewer)


def can(session: Session, viewer: Viewer, name: str, thing: Any = None) -> bool:
    """Whether the viewer may do `name` to `thing`; KeyError for an unknown name."""
    if name in _gates:
        return _gates[name](viewer)
    found = _rules[name]
    if found.see is not None and not can(session, viewer, found.see, thing):
        return False
    return found.decide(session, viewer, thing)


def require_sight(session: Session, viewer: Viewer, name: str, thing: Any = None) -> None:
    """Raise NotFound where the viewer may not even know of the thing to which `name` would be done."""
    found = _rules.get(name)
    require(session, viewer, (found and found.see) or name, thing)


def require(session: Session, viewer: Viewer, name: str, thing: Any = None) -> None:
    """Raise NotFound where the viewer may not know of the thing, Denied where they may see it but not do this."""
    if can(session, viewer, name, thing):
        return
    found = _rules.get(name)
    if found is None:
        raise Denied(_no_right())
    if found.see is not None and can(session, viewer, found.see, thing):
        raise Denied(found.refusal())
    raise _unknown()


def sought(session: Session, viewer: Viewer, name: str, wanted: Select[T], *, lock: bool = False) -> T:
    """The one row that is wanted, for whoever may do `name` to it; with `lock` it is taken, so that acts stand in line.

    Raises NotFound, Denied.
    """
    if lock:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    row = session.scalar(wanted)
    require(session, viewer, name, row)
    if row is None:
        raise _unknown()
    return row


def check_state(reason: str) -> None:
    """Raise Conflict with the reason why the state of a thing does not allow an act; "" lets it pass."""
    if reason:
        raise Conflict(_("%(reason)s请刷新后再看。", reason=reason))


def _unknown() -> NotFound:
    return NotFound(_("没有找到，或者您无权查看。"))
