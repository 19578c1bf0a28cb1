"""What a sweep has written, written once more by the database alone: the part of its time that no program could save.

Seconds differ by four from one machine to the next; how many times as long a sweep takes as this does not.
"""

import time

from sqlalchemy import select, text

from hub.core import db
from hub.escalation.models import Escalation, EscalationEvent

BATCH = 200
LATER = 1_000
"""Added to generations and to changes, so that what is written again is new."""

_AGAIN = (
    "insert into escalation_event (escalation_id, generation, step_no, version_id, tier, outcome, planned_at, fired_at) "
    "select escalation_id, generation + :later, step_no, version_id, tier, outcome, planned_at, fired_at "
    "from escalation_event where escalation_id between :run and :last_run",
    "insert into inbox_item (escalation_id, generation, step_no, person_id, instead_of, told_at, settled_at) "
    "select escalation_id, generation + :later, step_no, person_id, instead_of, told_at, settled_at "
    "from inbox_item where escalation_id between :run and :last_run",
    "insert into issue_event (issue_id, act, at, person_id, unit_id, text, detail, message_id) "
    "select issue_id, act, at, person_id, unit_id, text, detail, message_id "
    "from issue_event where issue_id between :issue and :last_issue",
    "insert into change_log (channel_id, change, seq, action) "
    "select message.channel_id, message.change + 1000000 * :later, message.seq, 'issue' from message "
    "join issue on issue.message_id = message.id where issue.id between :issue and :last_issue",
    "update message set change = change + 1000000 * :later "
    "where id in (select message_id from issue where id between :issue and :last_issue)",
    "update issue set tier = tier + 1 where id between :issue and :last_issue",
    "update escalation set step_no = step_no + 1, next_step_at = base_at where id between :run and :last_run",
    "update escalation set next_step_at = null, state = 'done' where id between :run and :last_run",
)


def write_again(fired: int) -> float:
    """Seconds for the rows of the newest `fired` steps, as many of them a transaction as a sweep begins with.

    Their runs are over then. The runs and their issues must have come in one piece, as `many_issues.fill` makes them.
    """
    with db.reading() as session:
        of_runs = select(Escalation.id, Escalation.matter_id).join(
            EscalationEvent, EscalationEvent.escalation_id == Escalation.id
        )
        runs = session.execute(of_runs.order_by(EscalationEvent.id.desc()).limit(fired)).all()
    taken, ordered = 0.0, sorted(map(tuple, runs))
    for begin in range(0, len(ordered), BATCH):
        batch = ordered[begin : begin + BATCH]
        given = {"run": batch[0][0], "last_run": batch[-1][0], "issue": batch[0][1], "last_issue": batch[-1][1]}
        start = time.perf_counter()
        with db.transaction() as session:
            for statement in _AGAIN:
                session.execute(text(statement), given | {"later": LATER})
        taken += time.perf_counter() - start
    return taken
