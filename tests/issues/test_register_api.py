"""The register for programs and on the command line: as the page has it, page by page; the command without words."""

import json

from click.testing import CliRunner

from hub.issues import actions
from hub.issues.commands import list_issues
from tests.channels.pages import Hub
from tests.channels.scene import Scene

from .many import put
from .story import Story, shanghai


def test_programs_get_what_the_page_shows(hub: Hub, story: Story) -> None:
    issue = story.raised(title="口径不一", kind="key")
    story.raised("东一", "区乙局", channel="司法", title="别处的")
    story.do(actions.acknowledge, "乙一", issue)
    answer = hub.browser("甲一").script("GET", "/api/v1/issues?kind=key").get_json()
    (line,) = answer["issues"]
    assert answer["next"] is None
    assert not answer["is_cut"]
    assert line.pop("units")[0] | {"acknowledged_at": ""} == {
        "id": story.unit("区乙局"), "name": "区乙局", "is_lead": True, "acknowledged_at": ""
    }  # fmt: skip
    assert line == {
        "id": issue,
        "number": "2026-0001",
        "title": "口径不一",
        "channel": story.scene.channels["家庭"],
        "item_number": 1,
        "kind": "key",
        "severity": "normal",
        "state": "acknowledged",
        "light": "calm",
        "tier": 0,
        "is_supervised": False,
        "raised_by": "区甲局",
        "raised_by_id": story.unit("区甲局"),
        "raised_at": "2026-11-16T02:00:00Z",
        "due_at": "2026-11-30T09:00:00Z",
        "is_provisional": False,
    }


def test_pages_follow_each_other(hub: Hub, scene: Scene) -> None:
    put(scene, 30)
    browser, after, found = hub.browser("办一"), "", []
    while after is not None:
        query = {"group": "all", "sort": "-due", "limit": "7"} | ({"after": after} if after else {})
        answer = browser.client.get("/api/v1/issues", query_string=query, base_url="http://127.0.0.1:5000").get_json()
        found += [line["due_at"] for line in answer["issues"]]
        after = answer["next"]
    assert len(found) == 30
    assert found == sorted(found, reverse=True)


def test_what_cannot_be_asked_is_refused(hub: Hub, story: Story) -> None:
    browser = hub.browser("甲一")
    for query in ("group=none", "tier=9", "limit=0", "after=x", "unknown=1", "sort=none"):
        assert browser.script("GET", f"/api/v1/issues?{query}").status_code == 422, query
    assert hub.browser("管理").script("GET", "/api/v1/issues").status_code == 404


def test_the_command_says_where_issues_stand_and_none_of_their_words(story: Story) -> None:
    story.raised(title="秘密的标题", body="秘密的正文")
    story.sweep_until(shanghai(12, 2))
    story.raised(title="秘密的标题")
    said = CliRunner().invoke(list_issues, ["--json"]).stdout
    assert [(row["number"], row["light"], row["tier"]) for row in json.loads(said)] == [
        ("2026-0001", "overdue", 5),
        ("2026-0002", "calm", 0),
    ]
    assert "秘密" not in said
    late = CliRunner().invoke(list_issues, ["--group", "overdue"]).stdout
    assert late.startswith("2026-0001")
    assert "2026-0002" not in late
