"""The pages of minutes without script: forms that lose nothing, the password before a signature, what a Word file comes as."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from hub.accounts import passwords
from hub.accounts.models import Person
from hub.core import db
from hub.documents.official import fonts
from hub.journal.models import AuditEntry
from hub.minutes.models import Passage
from hub.minutes.publishing import actions
from hub.minutes.publishing.actions import LetterheadForm
from tests.channels.pages import Hub
from tests.minutes.story import Told
from tests.services.processes import missing

PASSWORD = "蓝鲸-跳过-第7座桥"  # noqa: S105 (of nobody)
LETTERHEAD = LetterheadForm("2026-01-01", "未成年人保护工作会议纪要", "〔{year}〕{number}号", "区民政局办公室")


@pytest.fixture(autouse=True)
def cheap_passwords() -> Iterator[None]:
    passwords.use_cost(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    yield
    passwords.use_cost(None)


@pytest.fixture
def drafted(over: Told) -> Told:
    return over


@pytest.fixture
def to_sign(drafted: Told) -> Told:
    """It waits for 主任, who has a password."""
    drafted.do(actions.write_letterhead, "办一", LETTERHEAD)
    drafted.run(actions.send_to_review, "办一")
    drafted.run(actions.send_to_sign, "办一")
    hashed = passwords.hash_password(PASSWORD)
    with db.transaction() as session:
        session.get_one(Person, drafted.scene["主任"].person_id).password_hash = hashed
    return drafted


def address(told: Told, passage: Passage | None = None) -> str:
    here = f"/minutes/{told.minutes.public_id}"
    return f"{here}/passages/{passage.public_id}" if passage else here


def test_a_passage_is_saved_by_its_form(drafted: Told, hub: Hub) -> None:
    passage = drafted.passage("heard")
    made = hub.browser("办一").post(address(drafted, passage), {"text": "甲局汇报了情况。", "base": "1"})
    assert (made.status_code, made.location) == (303, f"{address(drafted)}#p-{passage.public_id}")
    assert "甲局汇报了情况。" in hub.browser("办一").get(address(drafted)).text


def test_whoever_is_overtaken_finds_both_texts_on_the_page(drafted: Told, hub: Hub) -> None:
    passage = drafted.passage("heard")
    first, second = hub.browser("办一"), hub.browser("甲长")
    first.post(address(drafted, passage), {"text": "第一个人写的。", "base": "1"})
    refused = second.post(address(drafted, passage), {"text": "第二个人写的。", "base": "1"})
    assert refused.status_code == 409
    assert "第一个人写的。" in refused.text
    assert "\n第二个人写的。</textarea>" in refused.text
    assert 'name="base" value="2"' in refused.text  # sent again, it stands on what its writer has now seen
    assert second.post(address(drafted, passage), {"text": "第二个人写的。", "base": "2"}).status_code == 303


@pytest.mark.parametrize(
    ("fields", "said"),
    [({"text": "", "base": "1"}, "请填写"), ({"text": "身份证号11010519491231002X", "base": "1"}, "身份证号")],
)
def test_what_is_refused_stays_in_its_field(drafted: Told, hub: Hub, fields: dict[str, str], said: str) -> None:
    passage = drafted.passage("heard")
    refused = hub.browser("办一").post(address(drafted, passage), fields)
    assert refused.status_code == 422
    assert said in refused.text
    assert f"\n{fields['text']}</textarea>" in refused.text
    assert drafted.passage("heard").number == 1


def test_a_decision_keeps_its_fields_where_the_date_is_none(drafted: Told, hub: Hub) -> None:
    decision = drafted.passage("decision")
    fields = {"text": "每周通报。", "lead": drafted.unit("区乙局"), "due_on": "下周", "base": "1"}
    refused = hub.browser("办一").post(f"{address(drafted, decision)}/decision", fields)
    assert refused.status_code == 422
    assert "年-月-日" in refused.text
    assert "\n每周通报。</textarea>" in refused.text
    assert f'<option value="{fields["lead"]}" selected>' in refused.text


def test_nobody_signs_without_the_password(to_sign: Told, hub: Hub) -> None:
    chief, here = hub.browser("主任"), address(to_sign)
    seen = str(to_sign.minutes.revision)
    for wrong in ("", "别的密码"):
        refused = chief.post(f"{here}/signature", {"password": wrong, "seen": seen})
        assert (refused.status_code, "密码不对" in refused.text) == (422, True)
    assert to_sign.minutes.state == "signing"
    stale = chief.post(f"{here}/signature", {"password": PASSWORD, "seen": str(to_sign.minutes.revision - 1)})
    assert (stale.status_code, to_sign.minutes.state) == (409, "signing")
    assert chief.post(f"{here}/signature", {"password": PASSWORD, "seen": seen}).status_code == 303
    assert to_sign.minutes.state == "signed"


def test_who_may_not_sign_is_not_asked_for_a_password(to_sign: Told, hub: Hub) -> None:
    refused = hub.browser("甲长").post(f"{address(to_sign)}/signature", {"password": "试试", "seen": "1"})
    assert refused.status_code in {403, 404}
    assert to_sign.minutes.state == "signing"


def test_the_steps_by_forms(to_sign: Told, hub: Hub) -> None:
    office, here = hub.browser("办一"), address(to_sign)
    bare = office.post(f"{here}/return", {"reason": ""})
    assert (bare.status_code, "请填写" in bare.text) == (422, True)
    assert office.post(f"{here}/return", {"reason": "单位名称有误"}).status_code == 303
    assert "退回原因：单位名称有误" in office.get(here).text
    early = office.post(f"{here}/publication")
    assert (early.status_code, "正在审核" in early.text) == (409, True)


def test_a_word_file_comes_as_one(drafted: Told, hub: Hub) -> None:
    file = hub.browser("办一").get(f"{address(drafted)}/file.docx")
    assert file.mimetype == "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert file.headers["Content-Disposition"] == f"attachment; filename*=UTF-8''{quote('转介衔接专项会商纪要.docx')}"
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert file.data.startswith(b"PK")
    assert hub.browser("甲一").get(f"{address(drafted)}/file.docx").status_code == 404


def test_a_pdf_comes_as_one_and_is_written_down(drafted: Told, hub: Hub) -> None:
    if not fonts.families("fangsong"):
        missing("documents", f"there is no Chinese font (Debian: {fonts.PACKAGE})")
    file = hub.browser("办一").get(f"{address(drafted)}/file.pdf")
    assert (file.mimetype, file.data[:5]) == ("application/pdf", b"%PDF-")
    assert file.headers["Content-Disposition"] == f"attachment; filename*=UTF-8''{quote('转介衔接专项会商纪要.pdf')}"
    assert hub.browser("甲一").get(f"{address(drafted)}/file.pdf").status_code == 404
    with db.reading() as session:
        kept = session.scalars(select(AuditEntry.detail).where(AuditEntry.action == "minutes.take")).all()
    assert len(kept) == 1


def test_what_cannot_be_written_is_not_taken(drafted: Told, hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_installed", dict)
    refused = hub.browser("办一").get(f"{address(drafted)}/file.pdf")
    assert (refused.status_code, "没有能显示" in refused.text) == (503, True)
    with db.reading() as session:
        assert session.scalar(select(AuditEntry.action).where(AuditEntry.action == "minutes.take")) is None
