"""The demo world of the first start: the sample plan with its channels, somebody in every unit, and a few days of talk."""

from datetime import datetime, time, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from .. import plan
from .. import reactions as _reactions  # noqa: F401 (items open channels, people enter them, words are searched)
from ..accounts import passwords
from ..accounts.actions import PersonForm, add_group, add_person, add_unit
from ..accounts.operator import OPERATOR
from ..accounts.queries import viewer_of_person
from ..channels.acknowledgements.actions import acknowledge
from ..channels.actions import mark_read, post_message
from ..channels.marking.actions import mark_message, pin_message
from ..channels.models import Channel
from ..channels.shapes import AckWish, MessageDraft
from ..core import clock
from ..core.db import transaction
from ..core.viewer import Viewer
from ..plan.actions import import_draft
from ..plan.corrections import with_leads_confirmed
from ..plan.importer import Directory, GroupNames, UnitNames
from ..plan.models import WorkItem
from ..plan.reading import read_document
from .empty import open_everyone, require_empty
from .issues import live_through
from .meetings import convene
from .people import PEOPLE
from .table import accounts_table
from .talk import TALK, Said
from .units import GROUPS, UNITS

SAMPLE = Path(plan.__file__).with_name("sample.txt")
OFFICE = "weiban-chenjing"
BEGUN_DAYS_AGO = 30
"""When the demo world's office set everything up, in calendar days: before the first message and the first issue."""


def demo_world() -> str:
    """Fill an empty database; returns a table of accounts with passwords made for this database.

    All at once or not at all, so that a start that was cut off begins anew. Raises Conflict where there are people.
    """
    require_empty()
    given = {person.login: passwords.temporary_password() for person in PEOPLE}
    hashed = {login: passwords.hash_temporary(password) for login, password in given.items()}
    held = with_leads_confirmed(read_document(SAMPLE.read_bytes(), SAMPLE.name, _names()))
    with transaction() as session:
        with clock.held_at(clock.now() - timedelta(days=BEGUN_DAYS_AGO)):
            viewers = _settle(session, hashed)
            import_draft(session, OPERATOR, held, {})
        _talk(session, viewers)
        live_through(session, viewers, _channels(session))
        convene(session, viewers)
    return accounts_table(given)


def _names() -> Directory:
    return Directory(
        units=[UnitNames(unit.short_name, unit.name, unit.aliases) for unit in UNITS],
        groups=[GroupNames(group.name, group.aliases) for group in GROUPS],
    )


def _settle(session: Session, hashed: dict[str, str]) -> dict[str, Viewer]:
    """Units, groups, 全体 and people; returns the people as viewers, by account."""
    units = {form.short_name: add_unit(session, OPERATOR, form).public_id for form in UNITS}
    for group in GROUPS:
        add_group(session, OPERATOR, group)
    open_everyone(session)
    viewers = {}
    for one in PEOPLE:
        form = PersonForm(one.name, one.post, frozenset({one.role}), one.login, units[one.unit])
        row = add_person(session, OPERATOR, form, hashed[one.login], must_change=False)
        viewer = viewer_of_person(session, row.id)
        if viewer is not None:
            viewers[one.login] = viewer
    return viewers


def _talk(session: Session, viewers: dict[str, Viewer]) -> None:
    channels = _channels(session)
    said: dict[int | None, list[str]] = {}
    for number, message in enumerate(TALK):
        before = said.setdefault(message.item, [])
        draft = MessageDraft(
            channel=channels[message.item],
            client_id=f"demo-{number}",
            body=message.body,
            reply_to=before[-message.answers] if message.answers else None,
            acknowledgement=AckWish(within_hours=message.asks) if message.asks else None,
        )
        viewer = viewers[message.login]
        with clock.held_at(_said_at(message)):
            mark_read(session, viewer, draft.channel, len(before))  # nobody answers what they have not read
            before.append(post_message(session, viewer, draft).id)
            _keep(session, viewers[OFFICE], message, before[-1])
        for place, login in enumerate(message.received):
            with clock.held_at(_said_at(message) + timedelta(days=1, minutes=20 * place)):
                acknowledge(session, viewers[login], before[-1])


def _keep(session: Session, office: Viewer, message: Said, public_id: str) -> None:
    """What the office marks and pins."""
    if message.marked:
        mark_message(session, office, public_id, message.marked)
    if message.pinned:
        pin_message(session, office, public_id)


def _channels(session: Session) -> dict[int | None, str]:
    """The channels' public ids by the numbers of their items; None is 全体."""
    found = (
        select(WorkItem.number, Channel.public_id)
        .select_from(Channel)
        .outerjoin(WorkItem, Channel.item_id == WorkItem.id)
    )
    return {number: public_id for number, public_id in session.execute(found)}


def _said_at(message: Said) -> datetime:
    """The instant, counted back in days from Monday to Friday from today in Shanghai."""
    day, left = clock.today(), message.days
    while left:
        day -= timedelta(days=1)
        left -= day.weekday() < 5
    return datetime.combine(day, time.fromisoformat(message.at), clock.SHANGHAI)
