"""`python3 -m hub import-plan`: a preview changes nothing and needs no database; an import needs everything settled."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from hub.bootstrap.places import ROOT
from hub.cli import main
from hub.core import db
from hub.demo.world import SAMPLE
from hub.plan import queries
from tests.plan.conftest import World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

TEXT = """2026年某区未成年人保护工作要点

1. 加强家庭教育指导。完善机制。（责任单位：区教育局、区消防救援局、某某街道）
2. 压实强制报告制度。开展宣传。（责任单位：区民政局、相关单位）
"""


class Hub:
    """The command line on one data folder."""

    def __init__(self, folder: Path, url: str = "") -> None:
        self.settings = {"HUB_DATA_DIR": str(folder), "HUB_DATABASE_URL": url or None}

    def run(self, *arguments: str, text: str | None = None) -> Result:
        """`python3 -m hub import-plan …` with `text` on standard input."""
        given = text.encode() if text is not None else None
        return CliRunner().invoke(main, ["import-plan", *arguments], input=given, env=self.settings)

    def json(self, *arguments: str, text: str | None = None) -> Any:
        """What it prints, read as JSON."""
        done = self.run(*arguments, text=text)
        assert done.exit_code == 0, done.stderr
        return json.loads(done.stdout)


@pytest.fixture
def hub(world: World, database: str, tmp_path: Path) -> Hub:
    return Hub(tmp_path / "data", database)


def test_a_preview_needs_no_database_and_makes_none(tmp_path: Path, database_url: str) -> None:
    folder = tmp_path / "fresh"
    read = Hub(folder).json(str(SAMPLE), "--preview", "--json")
    assert list(read) == ["document", "items", "problems"]
    assert read["document"] == {
        "title": "2023年长宁区未成年人保护工作要点",
        "number": "长未保办〔2023〕2号",
        "issuer": "长宁区未成年人保护委员会办公室",
        "dated_on": "2023-04-07",
        "printed_on": "2023-04-20",
    }
    assert len(read["items"]) == 20
    assert list(read["items"][0]) == ["number", "section", "title", "body", "due", "units"]
    assert read["items"][2]["units"][0] == {"name": "区司法局", "unit": None, "lead": True}
    assert read["problems"]
    assert not (folder / "hub.db").exists()


def test_a_preview_matches_the_units_of_the_hub(hub: Hub) -> None:
    read = hub.json("-", "--preview", "--json", text=TEXT)
    assert [(unit["name"], unit["unit"]) for unit in read["items"][0]["units"]] == [
        ("区教育局", "区教育局"), ("区消防救援局", None), ("某某街道", None),
    ]  # fmt: skip
    assert "区教育局[牵头]" in hub.run("-", "--preview", text=TEXT).stdout
    with db.reading() as session:
        assert session.connection().exec_driver_sql("select count(*) from work_plan").scalar() == 0


def test_nothing_found_is_a_sentence_and_status_1(hub: Hub, tmp_path: Path) -> None:
    for arguments in (("-", "--preview", "--json"), ("-",)):
        done = hub.run(*arguments, text="今天天气很好。")
        assert done.exit_code == 1
        assert done.stdout == ""
        assert "工作事项" in done.stderr
        assert "Traceback" not in done.stderr
    assert hub.run(str(tmp_path / "nowhere.txt")).exit_code == 2


def test_an_import_says_what_is_not_settled(hub: Hub) -> None:
    done = hub.run("-", text=TEXT)
    assert done.exit_code == 1
    assert "区消防救援局、某某街道、相关单位" in done.stderr
    done = hub.run("-", "--new-units", text=TEXT)
    assert "相关单位" in done.stderr, "nobody is called so"
    done = hub.run("-", "--new-units", "--ignore", "相关单位", text=TEXT)
    assert done.exit_code == 1
    assert "牵头单位" in done.stderr


def test_an_import_makes_the_plan_its_units_and_channels(hub: Hub, world: World) -> None:
    settled = ("--new-units", "--ignore", "相关单位", "--accept-leads", "--year", "2027")
    assert hub.json("-", *settled, "--json", text=TEXT) | {"plan": ""} == {
        "plan": "",
        "added": 2,
        "changed": 0,
        "gone": 0,
    }
    with db.reading() as session:
        plan = queries.newest_plan(session, world.office)
        assert plan is not None
        assert plan.year == 2027
        assert [party.name for party in plan.items[0].parties] == ["区教育局", "区消防救援局", "某某街道"]
        assert all(item.place for item in plan.items), "every item has its channel"
        kinds = dict(session.connection().exec_driver_sql("select name, kind from unit").all())
    assert (kinds["区消防救援局"], kinds["某某街道"]) == ("member", "street")
    again = hub.run("-", "--ignore", "相关单位", "--year", "2027", text=TEXT)
    assert again.exit_code == 0, again.stderr
    assert "新增0项，更新0项，停办0项" in again.stdout


def test_what_a_newer_version_lacks_must_be_said(hub: Hub, world: World) -> None:
    settled = ("--new-units", "--ignore", "相关单位", "--accept-leads")
    assert hub.run("-", *settled, text=TEXT).exit_code == 0
    shorter = TEXT.partition("2. ")[0]
    refused = hub.run("-", text=shorter)
    assert refused.exit_code == 1
    assert "压实强制报告制度" in refused.stderr
    assert hub.json("-", "--gone", "archive", "--json", text=shorter)["gone"] == 1


def test_without_a_database_it_says_what_to_run(tmp_path: Path, database_url: str) -> None:
    done = Hub(tmp_path / "fresh").run(str(SAMPLE))
    assert done.exit_code == 1
    assert "python3 -m hub init" in done.stderr


def test_a_program_gets_json_and_nothing_else(tmp_path: Path, database_url: str) -> None:
    """As a script calls it: a process of its own, standard input, and text in another encoding."""
    settings = {"HUB_DATA_DIR": str(tmp_path), "PATH": "", "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "hub.cli", "import-plan", "-", "--preview", "--json"]
    done = subprocess.run(
        command, cwd=ROOT, env=settings, input=TEXT.encode("gb18030"), capture_output=True, check=True
    )
    assert [item["title"] for item in json.loads(done.stdout)["items"]] == ["加强家庭教育指导", "压实强制报告制度"]
    assert done.stderr == b""
