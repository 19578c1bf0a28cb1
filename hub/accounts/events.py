"""What happened to units, groups, people and their ways in, told to the floors above in the same transaction."""

from dataclasses import dataclass


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
class SessionsEnded:
    """Signed-in browsers of one person are out, at once."""

    session_ids: tuple[int, ...]
    person_id: int


@dataclass(frozen=True, slots=True)
class TokenRevoked:
    """A program's key no longer opens anything."""

    token_id: int
    person_id: int
