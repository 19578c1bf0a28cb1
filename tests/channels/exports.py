"""What tests of exports share: a long channel quickly, an export made to its end, and what its files say."""

from collections.abc import Iterable
from contextlib import closing
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn
from sqlalchemy import insert, select, update

from hub.channels.exporting import actions, making, queries
from hub.channels.exporting.models import Export
from hub.channels.models import Channel, Message
from hub.channels.shapes.exporting import ExportForm, ExportView
from hub.core import clock, db
from tests.channels.pages import NOON, Browser, Hub
from tests.channels.scene import Scene

DAY = date(2026, 11, 20)


def form(format_: str = "md", first_on: date = DAY, last_on: date = DAY, reason: str = "年度归档") -> ExportForm:
    """What is asked for; the day of NOON unless told."""
    return ExportForm(format_, first_on, last_on, reason)


def ask(scene: Scene, who: str = "甲长", wanted: ExportForm | None = None, channel: str = "家庭") -> str:
    """Ask for an export; its public id."""
    with db.transaction() as session:
        return actions.ask_export(session, scene[who], scene.channels[channel], wanted or form()).public_id


def seen(scene: Scene, public_id: str, who: str = "甲长") -> ExportView:
    """An export as its asker sees it."""
    with db.reading() as session:
        return queries.export(session, scene[who], public_id)


def made(hub: Hub, wanted: ExportForm | None = None, who: str = "甲长") -> bytes:
    """Ask for an export, make it, and take its file."""
    public_id = ask(hub.scene, who, wanted)
    assert making.make_next() == public_id
    status, data = take(hub.browser(who), f"/exports/{public_id}/file")
    assert status == 200, data.decode()
    return data


def take(browser: Browser, address: str) -> tuple[int, bytes]:
    """What an address answers, its file closed again."""
    with closing(browser.get(address)) as answer:
        return answer.status_code, answer.data


def words_of(data: bytes) -> str:
    """The words of a Word file's body, a line each paragraph or break."""
    said = []
    for element in docx.Document(BytesIO(data)).element.body.iter():
        if element.tag == qn("w:t"):
            said.append(element.text or "")
        elif element.tag in {qn("w:p"), qn("w:br")}:
            said.append("\n")
    return "".join(said)


def fill(scene: Scene, count: int, channel: str = "家庭", who: str = "甲一") -> None:
    """Let somebody have said 第1条 to 第count条 within the day of NOON, past the hub's own way, which takes longer."""
    with db.transaction() as session:
        row = session.scalars(select(Channel).where(Channel.public_id == scene.channels[channel])).one()
        first = row.head_seq + 1
        session.execute(insert(Message), list(_rows(scene, row.id, first, count, who)))
        session.execute(update(Channel).where(Channel.id == row.id).values(head_seq=first + count - 1))


def _rows(scene: Scene, channel_id: int, first: int, count: int, who: str) -> Iterable[dict[str, Any]]:
    begin: datetime = NOON + timedelta(minutes=1)
    for number in range(count):
        yield {
            "channel_id": channel_id,
            "seq": first + number,
            "author_id": scene[who].person_id,
            "unit_id": scene[who].unit_id,
            "client_id": f"fill-{first + number}",
            "body": f"第{first + number}条 请**各单位**报送",
            "posted_at": begin + timedelta(seconds=number),
            "change": first + number,
        }


def files(folder: Path) -> list[str]:
    """What lies in the folder of exports."""
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def row_of(public_id: str) -> Export:
    """The row of an export."""
    with db.reading() as session:
        return session.scalars(select(Export).where(Export.public_id == public_id)).one()


def later(**passed: int) -> Any:
    """Hold the clock a while from now."""
    return clock.held_at(clock.now() + timedelta(**passed))
