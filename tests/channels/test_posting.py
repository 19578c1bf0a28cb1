"""What happens to posts: dense places, one effect of a retry, refusals that spoil nothing for others."""

import threading
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from hub.channels import intake
from hub.channels.membership import sync_all
from hub.channels.models import ChangeLog, Channel, Membership, Message
from hub.channels.posting import post_all
from hub.channels.shapes import MessageDraft, Posted
from hub.core import db, events
from hub.core.errors import Conflict, Denied, HubError, Invalid, NotFound, TooLarge
from hub.core.viewer import Role, Viewer
from tests.factories import make_person, make_unit, viewer_of


@pytest.fixture
def people(database_url: str) -> Iterator[dict[str, Viewer]]:
    db.open_database(database_url)
    with db.transaction() as session:
        units = {name: make_unit(session, name) for name in ("甲局", "乙局")}
        made = {
            "jia": make_person(session, unit=units["甲局"], name="甲一"),
            "yi": make_person(session, unit=units["乙局"], name="乙一"),
            "admin": make_person(session, units["乙局"], Role.ADMIN, name="管理"),
        }
        session.add_all([Channel(kind="everyone", title="全体"), Channel(kind="everyone", title="另一个")])
        session.flush()
        sync_all(session)
        found = {name: viewer_of(session, person) for name, person in made.items()}
    yield found
    db.close_database()


@pytest.fixture
def channel(people: object) -> str:
    return channel_named("全体")


def channel_named(title: str) -> str:
    with db.reading() as session:
        return session.scalars(select(Channel.public_id).where(Channel.title == title)).one()


def draft(channel: str, client_id: str, body: str = "已收悉", reply_to: str | None = None) -> MessageDraft:
    return MessageDraft(channel=channel, client_id=client_id, body=body, reply_to=reply_to)


def places(channel: str) -> list[tuple[int, int, str]]:
    with db.reading() as session:
        rows = session.execute(
            select(Message.seq, Message.change, Message.body)
            .join(Channel, Channel.id == Message.channel_id)
            .where(Channel.public_id == channel)
            .order_by(Message.seq)
        )
        return [(seq, change, body) for seq, change, body in rows]


def test_everybody_at_once_gets_dense_places(people: dict[str, Viewer], channel: str) -> None:
    outcomes: list[Posted] = []

    def talk(viewer: Viewer, mark: str) -> None:
        outcomes.extend(intake.post(viewer, draft(channel, f"{mark}-{number}")) for number in range(25))

    threads = [
        threading.Thread(target=talk, args=(people[name], f"{name}{turn}"))
        for name in ("jia", "yi")
        for turn in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(posted.seq for posted in outcomes) == list(range(1, 201))
    assert [seq for seq, _change, _body in places(channel)] == list(range(1, 201))
    with db.reading() as session:
        assert list(session.scalars(select(ChangeLog.change).order_by(ChangeLog.change))) == list(range(1, 201))
        assert session.scalars(select(Channel.head_seq).where(Channel.public_id == channel)).one() == 200


def test_a_retry_has_one_effect(people: dict[str, Viewer], channel: str) -> None:
    first = intake.post(people["jia"], draft(channel, "a"))
    again = intake.post(people["jia"], draft(channel, "a"))
    assert (again.id, again.seq, again.posted_at, again.duplicate) == (first.id, first.seq, first.posted_at, True)
    assert not first.duplicate
    assert len(places(channel)) == 1


def test_a_retry_in_the_same_batch_has_one_effect(people: dict[str, Viewer], channel: str) -> None:
    with db.transaction() as session:
        one, two, three = post_all(
            session,
            [
                (people["jia"], draft(channel, "a")),
                (people["jia"], draft(channel, "a")),
                (people["yi"], draft(channel, "a")),
            ],
        )
    assert isinstance(one, Posted)
    assert isinstance(two, Posted)
    assert isinstance(three, Posted)
    assert (two.seq, two.duplicate) == (one.seq, True)
    assert (three.seq, three.duplicate) == (2, False)


@pytest.mark.parametrize("other", [{"body": "别的话"}, {"channel": "另一个"}, {"reply_to": "x"}])
def test_the_same_key_for_something_else_is_a_conflict(
    people: dict[str, Viewer], channel: str, other: dict[str, str]
) -> None:
    first = intake.post(people["jia"], draft(channel, "a"))
    if "channel" in other:
        other = {"channel": channel_named("另一个")}
    if "reply_to" in other:
        other = {"reply_to": first.id}
    changed = {"channel": channel, "body": "已收悉", "reply_to": None} | other
    with pytest.raises(Conflict):
        intake.post(people["jia"], MessageDraft(client_id="a", **changed))
    assert len(places(channel)) == 1


def test_one_refusal_spoils_nothing_for_others(people: dict[str, Viewer], channel: str) -> None:
    with db.transaction() as session:
        outcomes = post_all(
            session,
            [
                (people["jia"], draft(channel, "1")),
                (people["jia"], draft(channel, "2", body="")),
                (people["admin"], draft(channel, "3")),
                (people["yi"], draft(channel, "4", body="字" * 4001)),
                (people["yi"], draft(channel, "5", reply_to="0" * 14)),
                (people["yi"], draft("nonsense", "6")),
                (people["yi"], draft(channel, "7")),
            ],
        )
    kinds = [type(outcome) for outcome in outcomes]
    assert kinds == [Posted, Invalid, NotFound, TooLarge, NotFound, NotFound, Posted]
    assert [seq for seq, _change, _body in places(channel)] == [1, 2]


def test_whoever_lost_access_meanwhile_does_not_get_in(people: dict[str, Viewer], channel: str) -> None:
    with db.transaction() as session:
        row = session.scalars(select(Membership).where(Membership.person_id == people["jia"].person_id)).first()
        assert row is not None
        for membership in session.scalars(select(Membership).where(Membership.person_id == people["jia"].person_id)):
            membership.ended_at = membership.joined_at
    with pytest.raises(NotFound):
        intake.post(people["jia"], draft(channel, "a"))


def test_an_archived_channel_is_closed(people: dict[str, Viewer], channel: str) -> None:
    with db.transaction() as session:
        found = session.scalars(select(Channel).where(Channel.public_id == channel)).one()
        found.archived_at = found.created_at
    with pytest.raises(Denied, match="已归档"):
        intake.post(people["jia"], draft(channel, "a"))


def test_the_author_has_read_what_they_wrote_but_not_what_waited(people: dict[str, Viewer], channel: str) -> None:
    def last_read(name: str) -> int:
        with db.reading() as session:
            return session.scalars(
                select(Membership.last_read_seq)
                .join(Channel, Channel.id == Membership.channel_id)
                .where(Channel.public_id == channel, Membership.person_id == people[name].person_id)
            ).one()

    intake.post(people["jia"], draft(channel, "1"))
    intake.post(people["jia"], draft(channel, "2"))
    assert (last_read("jia"), last_read("yi")) == (2, 0)
    intake.post(people["yi"], draft(channel, "3"))
    assert (last_read("jia"), last_read("yi")) == (2, 0)


def test_news_goes_out_only_after_the_commit_and_never_for_retries(
    people: dict[str, Viewer], channel: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[object] = []
    monkeypatch.setattr(events, "_listeners", [heard.extend])
    intake.post(people["jia"], draft(channel, "1", body="请 @乙局 核实"))
    intake.post(people["jia"], draft(channel, "1", body="请 @乙局 核实"))
    with pytest.raises(HubError):
        intake.post(people["jia"], draft(channel, "2", body=" "))
    assert [event.seq for event in heard] == [1]
    assert heard[0].mentioned == (people["yi"].person_id,)
    assert heard[0].view.body == "请 @乙局 核实"
