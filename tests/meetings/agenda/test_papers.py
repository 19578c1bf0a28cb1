"""Papers 材料: brought by those who arrange, opened by whoever may know of the consultation, withdrawn and put back."""

from datetime import timedelta
from io import BytesIO

import pytest

from hub.core import clock, db
from hub.core.errors import Denied, HubError, Invalid, NotFound
from hub.files import housekeeping, receiving
from hub.meetings import actions as consultations
from hub.meetings.agenda import actions
from hub.meetings.agenda.queries import items, papers
from hub.meetings.agenda.shapes import ItemDraft, PaperView
from tests.channels.pages import FORM, ORIGIN, Hub
from tests.meetings.story import Meetings

NOTICE = "请各单位于周五前报送台账。".encode()


def bring(meetings: Meetings, who: str = "办一", name: str = "转介流程.txt") -> str:
    return receiving.take_whole(meetings.scene[who], name, NOTICE).public_id


def added(meetings: Meetings, consultation: str, item: str = "", name: str = "转介流程.txt") -> str:
    upload = bring(meetings, name=name)
    return meetings.do(actions.add_papers, "办一", consultation, (upload,), item)[0].public_id


def there(meetings: Meetings, consultation: str, *, withdrawn: bool = False) -> list[PaperView]:
    with db.reading() as session:
        return papers(session, meetings.row(consultation).id, withdrawn=withdrawn)


def test_whoever_may_know_of_the_consultation_opens_it_and_nobody_else(meetings: Meetings, hub: Hub) -> None:
    made = meetings.announced()
    paper = added(meetings, made)
    address = f"/papers/{paper}/{'转介流程.txt'}"
    for who in ("甲一", "甲长", "乙一", "办一", "主任"):
        answer = hub.browser(who).get(address)
        assert (answer.status_code, answer.data) == (200, NOTICE), who
        assert answer.headers["Content-Disposition"].startswith("attachment")
    for who in ("丙一", "东一", "专家"):
        assert hub.browser(who).get(address).status_code == 404, who


def test_before_it_is_announced_and_of_a_case_only_who_knows_of_it(meetings: Meetings, hub: Hub) -> None:
    draft = added(meetings, meetings.prepared())
    case = added(meetings, meetings.announced(kind="case", people=(meetings.named("甲一"),)))
    for paper, readers in ((draft, {"办一"}), (case, {"办一", "甲一"})):
        for who in ("办一", "甲一", "甲长", "主任"):
            status = hub.browser(who).get(f"/papers/{paper}/x.txt").status_code
            assert status == (200 if who in readers else 404), who


def test_withdrawn_nobody_opens_it_until_it_is_put_back(meetings: Meetings, hub: Hub) -> None:
    made = meetings.announced()
    paper = added(meetings, made)
    before = meetings.row(made).revision
    meetings.do(actions.withdraw_paper, "办一", paper)
    meetings.do(actions.withdraw_paper, "办一", paper)
    assert meetings.row(made).revision == before + 1
    assert hub.browser("办一").get(f"/papers/{paper}/x.txt").status_code == 404
    assert (there(meetings, made), [one.public_id for one in there(meetings, made, withdrawn=True)]) == ([], [paper])
    meetings.do(actions.restore_paper, "办一", paper)
    assert hub.browser("甲一").get(f"/papers/{paper}/x.txt").status_code == 200


def test_it_belongs_to_an_item_or_to_the_whole_and_stays_when_its_item_goes(meetings: Meetings) -> None:
    made = meetings.announced()
    item = meetings.do(actions.add_plain, "办一", made, ItemDraft("转介", minutes=15)).public_id
    paper = added(meetings, made, item)
    with db.reading() as session:
        assert [one.public_id for one in items(session, meetings.row(made).id)[1].papers] == [paper]
    meetings.do(actions.remove, "办一", item)
    assert [(one.public_id, one.item) for one in there(meetings, made)] == [(paper, None)]
    with pytest.raises(Invalid) as refused:
        added(meetings, made, item)
    assert refused.value.field == "item"


def test_only_finished_uploads_of_ones_own_become_papers_and_each_once(meetings: Meetings) -> None:
    made, used, strange = meetings.announced(), bring(meetings), bring(meetings, "甲一")
    meetings.do(actions.add_papers, "办一", made, (used,))
    for uploads in ((), (used,), (strange,), ("nothing",)):
        with pytest.raises(Invalid) as refused:
            meetings.do(actions.add_papers, "办一", made, uploads)
        assert refused.value.field == "files"
    assert len(there(meetings, made)) == 1


def test_nobody_but_who_arranges_brings_or_withdraws(meetings: Meetings) -> None:
    made = meetings.announced()
    paper = added(meetings, made)
    upload = bring(meetings, "甲一")
    refused: dict[str, type[HubError]] = {"甲一": Denied, "丙一": NotFound}
    for who, kind in refused.items():
        for act, args in (
            (actions.add_papers, (made, (upload,))),
            (actions.withdraw_paper, (paper,)),
            (actions.restore_paper, (paper,)),
        ):
            with pytest.raises(kind):
                meetings.do(act, who, *args)


def test_after_the_end_a_paper_can_still_be_withdrawn_but_none_is_added(meetings: Meetings) -> None:
    made = meetings.announced()
    paper, upload = added(meetings, made), bring(meetings)
    meetings.do(consultations.cancel, "办一", made, "不开了")
    with pytest.raises(HubError):
        meetings.do(actions.add_papers, "办一", made, (upload,))
    meetings.do(actions.withdraw_paper, "办一", paper)
    assert there(meetings, made) == []


def test_what_a_paper_stands_on_is_not_tidied_away(meetings: Meetings, hub: Hub) -> None:
    paper = added(meetings, meetings.announced())
    meetings.advance(hours=24 * 60)
    assert housekeeping.forget_files(clock.now() - timedelta(days=1)) == 0
    assert hub.browser("办一").get(f"/papers/{paper}/x.txt").status_code == 200


def test_brought_by_the_form_of_the_editor(meetings: Meetings, hub: Hub) -> None:
    made = meetings.announced()
    browser = hub.browser("办一")

    def send(name: str, item: str = "") -> int:
        form = {"files": (BytesIO(NOTICE), name), "item": item}
        answer = browser.client.post(f"/consultations/{made}/papers", data=form, headers=FORM, base_url=ORIGIN)
        return answer.status_code

    assert send("转介流程.txt") == 303
    assert send("程序.exe") == 422
    assert send("转介统计.txt", "gone") in {404, 422}
    page = browser.get(f"/consultations/{made}/agenda").text
    assert "转介流程.txt" in page
    assert "程序.exe" not in page
    assert "转介流程.txt" in hub.browser("甲一").get(f"/consultations/{made}").text
