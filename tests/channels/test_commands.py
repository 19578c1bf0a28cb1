"""`python3 -m hub channels list` tells a script what there is."""

import json

import pytest
from click.testing import CliRunner
from sqlalchemy import update

from hub.channels.commands import channels
from hub.channels.models import Channel
from hub.core import clock, db

from .scene import Scene


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_list_says_which_channels_there_are_and_how_many_are_in(scene: Scene) -> None:
    with db.transaction() as session:
        session.execute(update(Channel).where(Channel.title == "司法").values(archived_at=clock.now(), head_seq=3))
    result = CliRunner().invoke(channels, ["list", "--json"])
    rows = {row["title"]: row for row in json.loads(result.output)}
    assert list(rows) == ["全体", "家庭", "街镇", "全区", "司法"]
    assert rows["家庭"] == {
        "id": scene.channels["家庭"],
        "kind": "item",
        "year": 2026,
        "number": 1,
        "title": "家庭",
        "members": 5,
        "messages": 0,
        "archived": False,
    }
    assert (rows["司法"]["archived"], rows["司法"]["messages"]) == (True, 3)
    plain = CliRunner().invoke(channels, ["list"]).output.splitlines()
    assert len(plain) == 5
    assert plain[1].startswith(scene.channels["家庭"])
