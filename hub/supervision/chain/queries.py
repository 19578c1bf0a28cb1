"""The chain of a channel or of an issue, put together of rows: each thing under what it came of."""

from collections.abc import Iterable, Sequence

from sqlalchemy.orm import Session

from ...core.viewer import Viewer
from ...issues.models import Issue
from ...meetings.models import Consultation
from ...meetings.topics.models import Topic
from ...minutes.models import Minutes
from ..models import FollowUp
from . import rows
from .links import consultation_link, follow_up_link, issue_link, minutes_link, topic_link
from .shapes import Chain, Link


def of_channel(session: Session, viewer: Viewer, channel_id: int) -> Chain:
    """Of a channel (key) that the viewer may read: its issues, and what came of its topics and of them."""
    issues = rows.issues_of(session, channel_id)
    keys = [row.id for row in issues[: rows.MOST]]
    follow_ups = rows.follow_ups_of(session, viewer, (FollowUp.channel_id == channel_id) | FollowUp.issue_id.in_(keys))
    topics = rows.topics_of(session, viewer, (Topic.channel_id == channel_id) | Topic.issue_id.in_(keys), follow_ups)
    return _put_together(session, viewer, issues, topics, follow_ups)


def of_issue(session: Session, viewer: Viewer, issue: Issue) -> Chain:
    """Of an issue that the viewer may read."""
    follow_ups = rows.follow_ups_of(session, viewer, FollowUp.issue_id == issue.id)
    topics = rows.topics_of(session, viewer, Topic.issue_id == issue.id, follow_ups)
    return _put_together(session, viewer, [issue], topics, follow_ups)


def _put_together(
    session: Session,
    viewer: Viewer,
    issues: Sequence[Issue],
    topics: Sequence[Topic],
    follow_ups: Sequence[FollowUp],
) -> Chain:
    is_cut = max(map(len, (issues, topics, follow_ups))) > rows.MOST
    issues, topics, follow_ups = issues[: rows.MOST], topics[: rows.MOST], follow_ups[: rows.MOST]
    tree = _Tree()
    for issue in issues:
        tree.put(("issue", issue.id), issue_link(issue))
    for row in follow_ups:
        tree.put(("follow_up", row.id), follow_up_link(row))
    _put_topics(tree, topics, follow_ups)
    agendas = rows.agendas_of(session, viewer, [row.id for row in topics])
    held = [(item.topic_id, row) for item, row in agendas]
    elsewhere = {row.consultation_id for row in follow_ups} - {row.id for _item, row in agendas}
    held += [(None, row) for row in rows.consultations_of(session, viewer, sorted(elsewhere))]
    written = rows.minutes_of(session, viewer, sorted({row.id for _topic, row in held}))
    _put_consultations(tree, held, written)
    topic_of = {item.id: item.topic_id for item, _row in agendas}
    for row in follow_ups:
        tree.hang(("follow_up", row.id), _parents(row, topic_of.get(row.item_id or 0)))
    return Chain(tree.roots(), is_cut)


def _put_topics(tree: "_Tree", topics: Sequence[Topic], follow_ups: Sequence[FollowUp]) -> None:
    brought = {row.topic_id: row.id for row in follow_ups if row.topic_id is not None}
    for topic in topics:
        tree.put(
            ("topic", topic.id), topic_link(topic), ("follow_up", brought.get(topic.id)), ("issue", topic.issue_id)
        )


def _put_consultations(
    tree: "_Tree", held: Sequence[tuple[int | None, Consultation]], written: Sequence[Minutes]
) -> None:
    """Each under its topic, or by itself where the topic came from elsewhere, with its minutes."""
    for topic, row in held:
        place = (topic, row.id)
        tree.put(("consultation", place), consultation_link(row), ("topic", topic))
        for one in written:
            if one.consultation_id == row.id:
                tree.put(("minutes", (place, one.id)), minutes_link(one), ("consultation", place))


Key = tuple[str, object]


def _parents(row: FollowUp, topic: int | None) -> Iterable[Key]:
    """What a follow-up may hang on: the minutes that say it now, or what the viewer may know of before them."""
    for place in ((topic, row.consultation_id), (None, row.consultation_id)):
        yield ("minutes", (place, row.minutes_id))
        yield ("consultation", place)
    yield from (("topic", topic), ("issue", row.issue_id))


class _Tree:
    """Links by what they stand for; each is put under the first of its parents that is there."""

    def __init__(self) -> None:
        self._links: dict[Key, Link] = {}
        self._under: dict[Key, Key] = {}

    def put(self, key: Key, link: Link, *parents: Key) -> None:
        """Another one, under one of its parents, which are there already."""
        if key not in self._links:
            self._links[key] = link
            self.hang(key, parents)

    def hang(self, key: Key, parents: Iterable[Key]) -> None:
        """Put it under the first parent that is there, and is not itself below it."""
        for parent in parents:
            if parent in self._links and not self._is_below(parent, key):
                self._under[key] = parent
                return

    def roots(self) -> list[Link]:
        """Those under none, the latest first, each with what came of it, the earliest first."""
        for key, parent in self._under.items():
            self._links[parent].came_of_it.append(self._links[key])
        for link in self._links.values():
            link.came_of_it.sort(key=lambda one: one.at)
        found = [link for key, link in self._links.items() if key not in self._under]
        return sorted(found, key=lambda one: one.at, reverse=True)

    def _is_below(self, key: Key, other: Key) -> bool:
        above: Key | None = key
        while above is not None:
            if above == other:
                return True
            above = self._under.get(above)
        return False
