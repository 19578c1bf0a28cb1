"""Notes about minutes: every act on them, and what they are made with."""

from sqlalchemy.orm import Session

from ..minutes.commenting.events import CommentSettingChanged
from ..minutes.drafting.events import WordingChanged
from ..minutes.events import MinutesChanged
from ..minutes.publishing.events import LetterheadChanged, MinutesTaken
from .describing import audited, person_of
from .rules import Note


@audited(MinutesChanged)
def _minutes_changed(session: Session, event: MinutesChanged) -> Note:
    person = person_of(session, event.person_id) if event.person_id is not None else None
    return Note(f"minutes.{event.act}", "minutes", event.public_id, person=person)


@audited(WordingChanged)
def _wording_changed(_session: Session, event: WordingChanged) -> Note:
    return Note("minutes-wording.reset" if event.is_default else "minutes-wording.change", "wording", event.key)


@audited(CommentSettingChanged)
def _comment_setting_changed(_session: Session, event: CommentSettingChanged) -> Note:
    return Note("minutes-comments.set", "setting", "comments", detail={"before": event.before, "after": event.after})


@audited(LetterheadChanged)
def _letterhead_changed(_session: Session, event: LetterheadChanged) -> Note:
    return Note(f"letterhead.{event.act}", "letterhead", event.public_id, detail={"from": event.from_on.isoformat()})


@audited(MinutesTaken)
def _minutes_taken(session: Session, event: MinutesTaken) -> Note:
    return Note("minutes.take", "minutes", event.public_id, person=person_of(session, event.person_id))
