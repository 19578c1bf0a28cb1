"""A sweep and an act on the same issue at the same instant: neither waits for the other for ever, whoever comes first."""

import threading

from hub.core import db
from hub.escalation.sweep import sweep
from hub.issues import actions
from hub.issues.actions.standing import locked
from tests.channels.scene import Scene
from tests.issues.story import Story, shanghai


def test_a_sweep_passes_by_an_issue_that_somebody_is_at(scene: Scene, database_url: str) -> None:
    with Story(scene) as story:
        ours, other = story.raised(), story.raised("东一", "区未保办", channel="街镇")
        story.at(shanghai(11, 18, 17, 1))
        if database_url.startswith("sqlite"):
            assert sweep() == {"fired": 2}  # there is one writer: whoever comes second waits
            return
        with db.transaction() as session:
            locked(session, scene["乙一"], ours, "issue.answer")  # what an act begins with
            done: list[object] = []
            sweeping = threading.Thread(target=lambda: done.append(sweep()))
            sweeping.start()
            sweeping.join(20)
            assert done == [{"fired": 1}]
            actions.acknowledge(session, scene["乙一"], ours)
        assert sweep() == {}
        assert story.told(ours) == []
        assert len(story.told(other)) == 1
