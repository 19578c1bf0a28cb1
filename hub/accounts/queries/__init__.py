"""Reads of accounts: who asks, the directory of units and groups, people, sessions, tokens and drafts."""

from .deputizing import Colleague, DeputyView, away_today, colleagues, deputies_of, my_deputies, my_standing_in
from .drafts import DraftView, draft
from .handing_over import HandoverView, handover
from .mine import SessionView, TokenView, my_sessions, my_tokens
from .people import Credentials, PeopleFilter, PersonView, credentials, my_credentials, people, person, person_by_login
from .snapshot import Directory, GroupEntry, UnitEntry, directory
from .units import UnitView, find_unit, group_entry, group_row, unit_entry, unit_row, units_of_group, units_with_people
from .viewers import session_alive, viewer_of_person, viewer_of_session, viewer_of_session_id, viewer_of_token

__all__ = [
    "HandoverView",
    "handover",
    "my_standing_in",
    "my_deputies",
    "deputies_of",
    "colleagues",
    "away_today",
    "DeputyView",
    "Colleague",
    "Credentials",
    "Directory",
    "DraftView",
    "GroupEntry",
    "PeopleFilter",
    "PersonView",
    "SessionView",
    "TokenView",
    "UnitEntry",
    "UnitView",
    "credentials",
    "directory",
    "draft",
    "find_unit",
    "group_entry",
    "group_row",
    "my_credentials",
    "my_sessions",
    "my_tokens",
    "people",
    "person",
    "person_by_login",
    "session_alive",
    "unit_entry",
    "unit_row",
    "units_of_group",
    "units_with_people",
    "viewer_of_person",
    "viewer_of_session",
    "viewer_of_session_id",
    "viewer_of_token",
]
