"""Use cases of accounts: check the policy, change rows, record what happened; the doors open the transactions."""

from .deputizing import DeputyForm, end_deputy, name_deputy
from .groups import GroupForm, add_group, add_standard_groups, change_group
from .importing import Given, apply_draft, make_draft
from .leaving import deactivate_person, reactivate_person
from .people import PersonForm, add_person, change_person, move_person
from .sessions import (
    SignIn,
    end_other_sessions,
    end_session,
    note_activity,
    note_failure,
    set_locale,
    sign_in,
    sign_out,
)
from .setting_passwords import change_password, reset_password
from .tokens import create_token, revoke_token
from .units import UnitForm, add_unit, add_unit_alias, change_unit

__all__ = [
    "DeputyForm",
    "Given",
    "GroupForm",
    "PersonForm",
    "SignIn",
    "UnitForm",
    "add_group",
    "add_person",
    "add_standard_groups",
    "add_unit",
    "add_unit_alias",
    "apply_draft",
    "change_group",
    "change_password",
    "change_person",
    "change_unit",
    "create_token",
    "deactivate_person",
    "end_deputy",
    "end_other_sessions",
    "end_session",
    "make_draft",
    "move_person",
    "name_deputy",
    "note_activity",
    "note_failure",
    "reactivate_person",
    "reset_password",
    "revoke_token",
    "set_locale",
    "sign_in",
    "sign_out",
]
