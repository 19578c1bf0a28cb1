"""Bulletins for the showcase: one with counts that are held back, one that was withdrawn."""

import json
from datetime import date, timedelta

from hub.appraisal.bulletins.models import Bulletin
from hub.appraisal.bulletins.rules import tables, written
from hub.core import clock, db
from hub.core.viewer import Viewer

COUNTS = {
    "issues_by_end": {"on_time": 128, "late": 17, "unsettled": 9},
    "issues_by_kind": {"key": 96, "hard": 3, "hot": 55},
    "follow_ups_by_end": {"on_time": 41, "late": 6, "unsettled": 5},
    "consultations_by_kind": {"special": 11, "regular": 3, "joint": 2, "plenary": 0},
}


def furnish_bulletins(office: Viewer) -> dict[str, str]:
    """Two quarters of the last year; their public ids, and days between which much fell due."""
    kept = {"tables": json.dumps(written(tables(COUNTS))), "published_by": office.person_id}
    year = clock.today().year - 1
    standing = Bulletin(first_on=date(year, 7, 1), last_on=date(year, 9, 30), **kept)
    gone = Bulletin(first_on=date(year, 4, 1), last_on=date(year, 6, 30), **kept)
    gone.withdrawn_at, gone.withdrawn_by, gone.reason = (
        clock.now(),
        office.person_id,
        "有一类问题重复统计，核对后重新公布。",
    )
    with db.transaction() as session:
        session.add_all([standing, gone])
        session.flush()
        days = {"past": f"{clock.today() - timedelta(days=60)}", "yesterday": f"{clock.today() - timedelta(days=1)}"}
        return days | {"bulletin": standing.public_id, "withdrawn_bulletin": gone.public_id}
