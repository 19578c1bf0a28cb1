"""Tables of units, groups, people, sessions and tokens."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..core import clock
from ..core.columns import Base, Instant
from ..core.ids import LENGTH, new_public_id
from ..core.viewer import Role
from .rules.standing import stands_on

UNIT_KINDS = ("member", "street", "office")
"""成员单位, 街镇, 未保办: what 各成员单位 and 各街镇 are made of."""


def _public_id() -> Mapped[str]:
    return mapped_column(String(LENGTH), unique=True, default=new_public_id)


class Unit(Base):
    """A unit 单位: the subject of responsibility. `tile` is its two-character mark, `position` its official order."""

    __tablename__ = "unit"
    __table_args__ = (CheckConstraint("kind in ('member', 'street', 'office')", name="kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = _public_id()
    name: Mapped[str] = mapped_column(String(80), unique=True)
    short_name: Mapped[str] = mapped_column(String(40), unique=True)
    tile: Mapped[str] = mapped_column(String(4))
    kind: Mapped[str] = mapped_column(String(16))
    position: Mapped[int] = mapped_column(default=0)
    active_from: Mapped[date | None]
    active_to: Mapped[date | None]
    aliases: Mapped[list["UnitAlias"]] = relationship(cascade="all, delete-orphan", order_by="UnitAlias.name")

    def is_active(self, on: date) -> bool:
        """Whether the unit exists on a Shanghai date; `active_to` is its last day."""
        return stands_on(on, self.active_from, self.active_to)


class UnitAlias(Base):
    """Another name under which documents write a unit."""

    __tablename__ = "unit_alias"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)


class UnitGroup(Base):
    """A collective name 集合名称. With `kind` it holds every active unit of that kind, else those listed."""

    __tablename__ = "unit_group"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = _public_id()
    name: Mapped[str] = mapped_column(String(80), unique=True)
    kind: Mapped[str | None] = mapped_column(String(16))
    aliases: Mapped[list["UnitGroupAlias"]] = relationship(cascade="all, delete-orphan", order_by="UnitGroupAlias.name")
    listed: Mapped[list["Unit"]] = relationship(secondary="unit_group_member", order_by="Unit.position, Unit.id")

    def held(self, units: Iterable[Unit]) -> list[Unit]:
        """The units of the group, active or not; `units` are all there are, in official order."""
        return list(self.listed) if self.kind is None else [unit for unit in units if unit.kind == self.kind]


class UnitGroupAlias(Base):
    """Another name under which documents write a group."""

    __tablename__ = "unit_group_alias"

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("unit_group.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)


class UnitGroupMember(Base):
    """A unit listed in a group."""

    __tablename__ = "unit_group_member"

    group_id: Mapped[int] = mapped_column(ForeignKey("unit_group.id", ondelete="CASCADE"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id", ondelete="CASCADE"), primary_key=True)


class Person(Base):
    """A person with an account, in one unit at a time. Deactivated, never deleted: what they wrote keeps their name."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = _public_id()
    login: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(40))
    post: Mapped[str] = mapped_column(String(40), default="")
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    password_hash: Mapped[str] = mapped_column(String(200), default="")
    must_change_password: Mapped[bool] = mapped_column(default=False)
    locale: Mapped[str] = mapped_column(String(8), default="zh")
    created_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    deactivated_at: Mapped[datetime | None] = mapped_column(Instant)
    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True)
    role_rows: Mapped[list["PersonRole"]] = relationship(cascade="all, delete-orphan", lazy="selectin")

    @property
    def roles(self) -> frozenset[Role]:
        """The roles that the person holds."""
        return frozenset(Role(row.role) for row in self.role_rows)

    @property
    def is_active(self) -> bool:
        """Whether the account may be used."""
        return self.deactivated_at is None


class PersonRole(Base):
    """One role of one person."""

    __tablename__ = "person_role"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[str] = mapped_column(String(16), primary_key=True, index=True)


class Deputy(Base):
    """代理: who acts for a person on leave, from one Shanghai date to another, both included. `ended_at` ends it early."""

    __tablename__ = "deputy"
    __table_args__ = (
        CheckConstraint("person_id <> deputy_id", name="other"),
        CheckConstraint("from_on <= to_on", name="order"),
        Index("ix_deputy_person", "person_id", "to_on"),
        Index("ix_deputy_deputy", "deputy_id", "to_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = _public_id()
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    deputy_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    from_on: Mapped[date]
    to_on: Mapped[date]
    made_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)


class SignedInSession(Base):
    """A browser that is signed in. The cookie's secret is stored hashed; `ended_at` ends it at once everywhere."""

    __tablename__ = "signed_in_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = _public_id()
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    seen_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    idle_seconds: Mapped[int]
    expires_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    address: Mapped[str] = mapped_column(String(64), default="")
    agent: Mapped[str] = mapped_column(String(200), default="")


class ApiToken(Base):
    """A program's key to act as a person; stored hashed, shown once."""

    __tablename__ = "api_token"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = _public_id()
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(String(80), default="")
    created_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    used_at: Mapped[datetime | None] = mapped_column(Instant)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)


class AccessEpoch(Base):
    """One row that counts every change of anybody's rights, so that what was looked up can be trusted while it stands."""

    __tablename__ = "access_epoch"

    id: Mapped[int] = mapped_column(primary_key=True)
    epoch: Mapped[int] = mapped_column(default=0)
