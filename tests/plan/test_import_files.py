"""Files of every kind and encoding: read, or refused with a sentence that says what to do."""

import pytest

from hub.core.errors import Invalid
from hub.plan.importer import Directory, read_plan
from hub.plan.importer.files import LARGEST_FILE, LONGEST_TEXT
from tests.plan.documents import SAMPLE, archive, docx, paragraph, read

PLAN = "2026年某区未成年人保护工作要点\n一、家庭保护\n1. 甲。办好家长课堂，走访困境家庭。（责任单位：区教育局、区民政局）\n"


def _refusal(data: bytes | str, name: str) -> str:
    with pytest.raises(Invalid) as refusal:
        read_plan(data, name, Directory())
    assert refusal.value.code == "invalid"
    return refusal.value.message


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028", "\x0c"])
def test_encodings_and_line_ends(encoding: str, newline: str) -> None:
    if (encoding, newline) == ("gbk", "\u2028"):
        newline = "\n"  # GBK has no other.
    plan = read(PLAN.replace("\n", newline).encode(encoding), "plan.txt")
    assert (plan.document.title, plan.items[0].title) == ("2026年某区未成年人保护工作要点", "甲")


def test_utf_16_with_a_mark_in_both_orders() -> None:
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        assert read(mark + PLAN.encode(encoding), "plan.txt").items[0].title == "甲"


def test_the_sample_in_gb18030_reads_the_same() -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    assert read(text.encode("gb18030"), "a.txt") == read(text, "a.txt")


def test_rare_characters_of_names_survive_gb18030() -> None:
    assert (
        read(PLAN.replace("家长课堂", "㛃䶮课堂").encode("gb18030"), "a.txt").items[0].body.startswith("办好㛃䶮课堂")
    )


@pytest.mark.parametrize("name", ["a.txt", "a.TXT", "a.md", "a.markdown", "", "计划"])
def test_names_of_text_files(name: str) -> None:
    assert len(read(PLAN.encode(), name).items) == 1


@pytest.mark.parametrize("name", ["a.docx", "a.DOCX", "a.doc", ""])
def test_a_word_file_is_told_by_its_content(name: str) -> None:
    assert read(docx(paragraph("1. 甲。乙。（责任单位：区教育局）")), name).items[0].title == "甲"


OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("data", "name", "advice"),
    [
        (b"", "a.txt", "空"),
        (b" \n\n\t", "a.txt", "空"),
        ("", "", "空"),
        (b"", "a.docx", ".docx"),
        (OLD_WORD, "a.doc", "另存为 .docx"),
        (OLD_WORD, "a.docx", "另存为 .docx"),
        (OLD_WORD, "a.wps", "另存为 .docx"),
        (b"{\\rtf1 x}", "a.rtf", "另存为 .docx"),
        (b"%PDF-1.7 ...", "a.pdf", "粘贴框"),
        (b"%PDF-1.7 ...", "a.txt", "粘贴框"),
        (PLAN.encode(), "a.docx", "损坏"),
        (archive({"a.txt": b"x"}), "a.docx", "不是 Word 文档"),
        (archive({"xl/workbook.xml": b"<x/>"}), "a.xlsx", ".txt、.md、.docx"),
        (archive({"a.txt": b"x"}), "a.zip", ".txt、.md、.docx"),
        (archive({"a.txt": b"x"}), "a.txt", ".txt、.md、.docx"),
        (docx(paragraph("x"))[:-30], "a.docx", "损坏"),
        (docx(paragraph("x")).replace(b"PK\x01\x02", b"PK\x01\x03"), "a.docx", "损坏"),
        (docx("<w:p><w:r></w:p>"), "a.docx", "损坏"),
        (docx("<w:p/>"), "a.docx", "空"),
        (bytes(range(256)) * 40, "a.txt", "编码"),
        (b"\x89PNG\r\n\x1a\n" + bytes(500), "a.txt", "编码"),
        (PLAN.encode()[:-1] + b"\xff\xff\xff", "a.txt", "编码"),
        (bytes(LARGEST_FILE + 1), "a.txt", "20 MB"),
        ("甲" * (LONGEST_TEXT + 1), "", "太多"),
        ("今天天气很好，我们去公园。", "", "没有在文件里找到工作事项"),
        ("会议通知\n一、时间：5月6日\n二、地点：三楼\n三、参加人员：联络员", "", "没有在文件里找到工作事项"),
        ("购物清单\n1. 牛奶\n2. 面包", "", "没有在文件里找到工作事项"),
        ("序号\t工作任务\t责任单位\n", "", "没有在文件里找到工作事项"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(data: bytes | str, name: str, advice: str) -> None:
    assert advice in _refusal(data, name)


def test_a_password_is_told() -> None:
    data = bytearray(docx(paragraph("x")))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    assert "密码" in _refusal(bytes(data), "a.docx")


def test_a_document_without_a_title_takes_the_name_of_its_file() -> None:
    plan = read("1. 甲。乙。（责任单位：区教育局）", "某区要点.txt")
    assert plan.document.title == "某区要点"
    assert any("标题" in problem.message for problem in plan.problems)
