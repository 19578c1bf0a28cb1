"""The doors for events: each has a model for what may be sent, a policy, and one function; none answers with an exception."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from ..accounts import activity
from ..core import policy
from ..core.errors import Denied, HubError, Invalid, NotFound, RateLimited
from ..core.i18n import _, speaking
from ..core.viewer import Viewer
from . import rights
from .audience import Connection
from .limits import Limits

log = logging.getLogger(__name__)


class Sent(BaseModel):
    """What a client sends with an event: exact types, nothing unknown."""

    model_config = ConfigDict(strict=True, extra="forbid")


Handler = Callable[[Any, Connection, Viewer, Any], dict[str, Any]]
H = TypeVar("H", bound=Handler)
Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class EventDoor:
    """One event that clients may send. `policy` names the rule it stands under, `is_post` whether it waits for a commit."""

    name: str
    policy: str
    model: type[Sent]
    handler: Handler
    is_post: bool
    shows_presence: bool


EVENTS: dict[str, EventDoor] = {}
"""Every event there is; the permission matrix goes through them."""


def event(
    name: str, *, policy: str, model: type[Sent], is_post: bool = False, shows_presence: bool = False
) -> Callable[[H], H]:
    """Decorator: answer the event `name` by `handler(house, connection, viewer, sent) -> what to add to {"ok": true}`.

    `shows_presence` says that a person did this, not a timer of their page, so that their session is not idle.
    """

    def register(handler: H) -> H:
        EVENTS[name] = EventDoor(name, policy, model, handler, is_post, shows_presence)
        return handler

    return register


def check_all() -> None:
    """Raise LookupError for an event whose policy nobody registered."""
    for door in EVENTS.values():
        if door.policy not in policy.names():
            raise LookupError(f"the event {door.name} has no known policy: {door.policy!r}")


def knock(house: Any, now: rights.Epoch, limits: Limits, connection: Connection, data: object) -> Callable[[], Answer]:
    """Who asks, what for, and whether they may come to this door; returns the rest of the work, which gives the answer.

    `data` is the event as it came, `[name, body]`. Never raises, nor does the work: a refusal is an answer too.
    """
    with speaking(connection.viewer.locale):
        try:
            door, body = _find(data)
            viewer = _viewer(now, limits, connection, door)
            sent = _read(door.model, body)
        except Exception as error:
            refused = _refused(error)
            return lambda: refused
    return lambda: _enter(door, house, connection, viewer, sent)


def waits(data: object) -> bool:
    """Whether the event is one of those that wait for a commit together with others."""
    if not isinstance(data, list) or not data or not isinstance(data[0], str):
        return False
    door = EVENTS.get(data[0])
    return door is not None and door.is_post


def refusal(code: str, message: str) -> Answer:
    """A refusal as an event's answer."""
    return {"ok": False, "error": {"code": code, "message": message}}


def _find(data: object) -> tuple[EventDoor, object]:
    if not isinstance(data, list) or len(data) != 2 or not isinstance(data[0], str):
        raise Invalid(_("事件应为名称和一个对象。"))
    door = EVENTS.get(data[0])
    if door is None:
        raise Invalid(_("没有这个事件。"))
    return door, data[1]


def _viewer(now: rights.Epoch, limits: Limits, connection: Connection, door: EventDoor) -> Viewer:
    if not limits.allows_event(connection.viewer.person_id):
        raise RateLimited(_("操作太快，请稍候再试。"))
    viewer = rights.look_up(now, connection)
    if viewer is None:
        raise Denied(_("请先登录，或检查令牌是否有效。"))
    if not policy.passes_gate(viewer, door.policy):
        raise NotFound(_("没有找到，或者您无权查看。"))
    return viewer


def _read(model: type[Sent], body: object) -> Sent:
    try:
        return model.model_validate(body)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        message = _("“%(field)s”不对：%(reason)s", field=field or "JSON", reason=first["msg"])
        raise Invalid(message, field=field or None) from error


def _enter(door: EventDoor, house: Any, connection: Connection, viewer: Viewer, sent: Sent) -> Answer:
    with speaking(viewer.locale):
        try:
            added = door.handler(house, connection, viewer, sent)
            if door.shows_presence:
                activity.note(viewer)
        except Exception as error:
            return _refused(error)
    return {"ok": True, **added}


def _refused(error: Exception) -> Answer:
    if isinstance(error, HubError):
        return refusal(error.code, error.message)
    log.error("an event failed", exc_info=error)
    return refusal("unavailable", _("系统出错，没有完成。请稍后重试。"))
