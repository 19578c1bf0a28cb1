"""Notes about follow-ups: every act on them, what was taken as a file, and what the office sets."""

from sqlalchemy.orm import Session

from ..supervision.events import FollowUpChanged, FollowUpSettingChanged, FollowUpsExported
from .describing import audited, person_of
from .rules import Note


@audited(FollowUpChanged)
def _follow_up_changed(session: Session, event: FollowUpChanged) -> Note:
    person = person_of(session, event.person_id) if event.person_id is not None else None
    act = event.act.replace("_", "-")
    return Note(f"follow-up.{act}", "follow-up", event.public_id, person=person, detail={"number": event.number})


@audited(FollowUpsExported)
def _follow_ups_exported(_session: Session, event: FollowUpsExported) -> Note:
    detail = {"group": event.group, "follow_ups": event.count, "narrowed": event.is_narrowed}
    return Note("follow-ups.export", detail=detail)


@audited(FollowUpSettingChanged)
def _setting_changed(_session: Session, event: FollowUpSettingChanged) -> Note:
    return Note("follow-up-setting.change", detail={"from": event.before, "to": event.after})
