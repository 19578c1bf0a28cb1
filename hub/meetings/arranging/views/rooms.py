"""The office's pages of meeting rooms: the list, and a room with its week."""

from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ....core import clock
from ....core.db import reading, transaction
from ....core.errors import Conflict, Invalid, TooLarge
from ....core.i18n import _
from ....web.doors import door
from ....web.viewer import current_viewer
from .. import actions, queries
from ..listing import WEEK, read_week, week_of
from . import arranging

Refused = (Invalid, TooLarge)


@arranging.get("/meeting-rooms")
@door("office")
def rooms() -> Response:
    """All rooms, and a form for a new one."""
    return _list()


@arranging.post("/meeting-rooms")
@door("office")
def add_room() -> Response:
    """Keep a new room."""
    form = _form()
    try:
        with transaction() as session:
            room = actions.add_room(session, current_viewer(), form)
    except Refused as refusal:
        return _list(422, typed=form, faults={refusal.field or "name": refusal.message})
    flash(_("会议室已新增。"), "ok")
    return redirect(url_for("arranging.room", room_id=room))


@arranging.get("/meeting-rooms/<room_id>")
@door("office")
def room(room_id: str) -> Response:
    """A room with its week, that of `?on=`."""
    return _room(room_id)


@arranging.post("/meeting-rooms/<room_id>")
@door("office")
def change_room(room_id: str) -> Response:
    """Other words for it."""
    form = _form()
    try:
        with transaction() as session:
            actions.change_room(session, current_viewer(), room_id, form)
    except Refused as refusal:
        return _room(room_id, 422, typed=form, faults={refusal.field or "name": refusal.message})
    flash(_("已保存。"), "ok")
    return redirect(url_for("arranging.room", room_id=room_id))


@arranging.post("/meeting-rooms/<room_id>/retirement")
@door("office")
def retire_room(room_id: str) -> Response:
    """It is not to be had any more."""
    return _act(actions.retire_room, room_id, _("会议室已停用，已安排的会商不受影响。如有误，可在此恢复使用。"))


@arranging.post("/meeting-rooms/<room_id>/return")
@door("office")
def bring_back_room(room_id: str) -> Response:
    """It is to be had again."""
    return _act(actions.bring_back_room, room_id, _("会议室已恢复使用。"))


def _act(act: Any, room_id: str, said: str) -> Response:
    try:
        with transaction() as session:
            act(session, current_viewer(), room_id)
    except Conflict as refusal:
        flash(refusal.message, "failed")
    else:
        flash(said, "ok")
    return redirect(url_for("arranging.room", room_id=room_id))


def _form() -> actions.RoomForm:
    return actions.RoomForm(*(request.form.get(name, "") for name in ("name", "place", "seats")))


def _list(status: int = 200, **values: Any) -> Response:
    with reading() as session:
        values = {"typed": None, "faults": {}, "views": queries.rooms(session, current_viewer())} | values
    return current_app.make_response((render_template("meetings/rooms.html", **values), status))


def _room(room_id: str, status: int = 200, **values: Any) -> Response:
    first, last = week_of(read_week(request.args.get("on", ""), clock.today()))
    viewer = current_viewer()
    with reading() as session:
        row = queries.room_row(session, room_id)
        taken = queries.bookings(session, viewer, row.id, first, last)
        days = queries.blank_days(session, first, last)
        view = next(one for one in queries.rooms(session, viewer) if one.public_id == room_id)
    values = {"typed": None, "faults": {}, "view": view, "taken": taken, "days": days, "today": clock.today()} | values
    values |= {"first": first, "last": last, "before": first - WEEK, "after": first + WEEK}
    return current_app.make_response((render_template("meetings/room.html", **values), status))
