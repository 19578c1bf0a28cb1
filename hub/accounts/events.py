"""What happened to units, groups, people and their ways in, told to the floors above in the same transaction."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class UnitAdded:
    """There is a unit that was not there before."""

    unit_id: int


@dataclass(frozen=True, slots=True)
class UnitChanged:
    """A unit's names, kind or dates are no longer what they were."""

    unit_id: int


@dataclass(frozen=True, slots=True)
class GroupChanged:
    """A collective name is new, or holds other units than before."""

    group_id: int


@dataclass(frozen=True, slots=True)
class PersonAdded:
    """A person has an account."""

    person_id: int


@dataclass(frozen=True, slots=True)
class PersonMoved:
    """调岗: a person works in another unit from now on."""

    person_id: int
    from_unit_id: int
    to_unit_id: int


@dataclass(frozen=True, slots=True)
class RolesChanged:
    """A person holds other roles than before."""

    person_id: int


@dataclass(frozen=True, slots=True)
class PersonDeactivated:
    """An account may no longer be used; its sessions and tokens have ended."""

    person_id: int


@dataclass(frozen=True, slots=True)
class PersonReactivated:
    """An account may be used again."""

    person_id: int


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A person has come in by their password, with this new session."""

    person_id: int
    session_id: int


@dataclass(frozen=True, slots=True)
class SignInFailed:
    """Somebody did not get in; `person_id` is whose account was tried, None for none that there is.

    What was typed is not told: it may be a password in the wrong field.
    """

    person_id: int | None


@dataclass(frozen=True, slots=True)
class PasswordChanged:
    """A person has another password; `is_reset` when somebody else gave them a temporary one."""

    person_id: int
    is_reset: bool


@dataclass(frozen=True, slots=True)
class SessionsEnded:
    """Signed-in browsers of one person are out, at once."""

    session_ids: tuple[int, ...]
    person_id: int


@dataclass(frozen=True, slots=True)
class TokenMade:
    """A program has a key to act as a person."""

    token_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class TokenRevoked:
    """A program's key no longer opens anything."""

    token_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class DeputyNamed:
    """代理: a person has a deputy from one date to another (Shanghai's), both included."""

    person_id: int
    deputy_id: int
    from_on: date
    to_on: date


@dataclass(frozen=True, slots=True)
class DeputyEnded:
    """A deputy acts for a person no longer, before the period was over."""

    person_id: int
    deputy_id: int


@dataclass(frozen=True, slots=True)
class HandedOver:
    """移交: what was open with a person has gone to their successor, None for nobody; `counts` pairs names and numbers."""

    person_id: int
    successor_id: int | None
    counts: tuple[tuple[str, int], ...]
