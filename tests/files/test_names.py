"""Names of files: whatever comes, what is kept can be saved anywhere, and hides nothing."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.core.errors import Invalid
from hub.files.kinds import kind_named
from hub.files.rules import NAME_LIMIT, clean_name, extension_of

KEPT = {
    "通知.pdf": "通知.pdf",
    "../../etc/passwd.txt": "passwd.txt",
    "..\\..\\windows\\win.txt": "win.txt",
    "/etc/shadow.txt": "shadow.txt",
    "C:\\Users\\甲\\名单.csv": "名单.csv",
    "\\\\server\\share\\a.pdf": "a.pdf",
    "file:///etc/hosts.txt": "hosts.txt",
    "a/b\\c/d.pdf": "d.pdf",
    "....//....//a.pdf": "a.pdf",
    "..a.pdf": "a.pdf",
    ".htaccess.txt": "htaccess.txt",
    ". . .a.pdf": "a.pdf",
    "a.pdf.": "a.pdf",
    "a.pdf ": "a.pdf",
    "a.pdf. . .": "a.pdf",
    " a.pdf": "a.pdf",
    "a .pdf": "a.pdf",
    "a..pdf": "a.pdf",
    "a\0.pdf": "a.pdf",
    "a.exe\0.pdf": "a.exe.pdf",
    "a\r\nSet-Cookie: x=1.pdf": "a Set-Cookie_ x=1.pdf",
    "a\tb.pdf": "a b.pdf",
    "a\u2028b.pdf": "a b.pdf",
    "a\u3000b.pdf": "a b.pdf",
    "a\x7fb.pdf": "ab.pdf",
    "a\x1b[31mb.pdf": "a[31mb.pdf",
    "a\x85b.pdf": "ab.pdf",
    "通知\u202efdp.txt": "通知fdp.txt",
    "通知\u202dabc.pdf": "通知abc.pdf",
    "通知\u2066abc\u2069.pdf": "通知abc.pdf",
    "通知\u200fabc.pdf": "通知abc.pdf",
    "通\u200b知.pdf": "通知.pdf",
    "通\u200d知.pdf": "通知.pdf",
    "\ufeff通知.pdf": "通知.pdf",
    "通\u00ad知.pdf": "通知.pdf",
    "通\ue000知.pdf": "通知.pdf",
    "通\ud800知.pdf": "通知.pdf",
    "通\U000e0041知.pdf": "通知.pdf",
    "通\uffff知.pdf": "通知.pdf",
    "CON.pdf": "_CON.pdf",
    "con.txt": "_con.txt",
    "PRN.pdf": "_PRN.pdf",
    "aux.csv": "_aux.csv",
    "NUL.pdf": "_NUL.pdf",
    "nul.tar.pdf": "_nul.tar.pdf",
    "COM1.pdf": "_COM1.pdf",
    "com9.txt": "_com9.txt",
    "COM¹.txt": "_COM¹.txt",
    "LPT1.pdf": "_LPT1.pdf",
    "lpt³.md": "_lpt³.md",
    "CONIN$.txt": "_CONIN$.txt",
    "CLOCK$.txt": "_CLOCK$.txt",
    "con .txt": "_con.txt",
    "console.txt": "console.txt",
    "a:b.pdf": "a_b.pdf",
    "a.pdf::$DATA.pdf": "a.pdf__$DATA.pdf",
    "a*b?.pdf": "a_b_.pdf",
    'a"b.pdf': "a_b.pdf",
    "<script>alert(1)<.pdf": "_script_alert(1)_.pdf",
    "<img src=x onerror=alert(1)>.png": "_img src=x onerror=alert(1)_.png",
    "a|b.pdf": "a_b.pdf",
    "a;rm -rf.pdf": "a;rm -rf.pdf",
    "$(reboot).pdf": "$(reboot).pdf",
    "`reboot`.pdf": "`reboot`.pdf",
    "%2e%2e%2fa.pdf": "%2e%2e%2fa.pdf",
    "..%c0%af..%c0%afa.pdf": "%c0%af..%c0%afa.pdf",
    "a%00.pdf": "a%00.pdf",
    "-rf.pdf": "-rf.pdf",
    "~root.pdf": "~root.pdf",
    "=cmd|' /C calc'!A0.csv": "C calc'!A0.csv",
    "e\u0301te.pdf": "éte.pdf",
    "ﬁle.pdf": "ﬁle.pdf",
    "{{7*7}}.txt": "{{7_7}}.txt",
    "${jndi.ldap}.txt": "${jndi.ldap}.txt",
    "' OR 1=1 --.txt": "' OR 1=1 --.txt",
    "附件1：关于加强家庭教育指导的通知（修订稿）.docx": "附件1：关于加强家庭教育指导的通知（修订稿）.docx",
    "🎉.png": "🎉.png",
    "a.PDF": "a.PDF",
    "a.tar.pdf": "a.tar.pdf",
    "名" * 300 + ".pdf": "名" * (NAME_LIMIT - 5) + ".pdf",
    "a" * 100_000 + ".txt": "a" * (NAME_LIMIT - 5) + ".txt",
}
NOT_KEPT = [
    *("", " ", ".", "..", "...", "/", "\\", "../", "..\\..", "\0", "\u202e"),
    *("a/", "\r\n", 7, None, b"a.pdf", ["a.pdf"]),
]
NO_KIND = [
    *(
        "a.exe",
        "a.pdf.exe",
        "a.svg",
        "a.html",
        "a.htm",
        "a.xhtml",
        "a.js",
        "a.docm",
        "a.xlsm",
        "a.pptm",
        "a.jar",
        "a.sh",
    ),
    *(
        "通知\u202efdp.exe",
        "a.pdf\0.exe",
        "a．exe",
        "a",
        "a.pdf .scr",
        "a.lnk",
        "a.php",
        "a.7z",
        "a.rar",
        "a.xml",
        "a.iso",
    ),
    *("a.ｐｄｆ", "a.pdf\u200b.bat", "a.PDF.CMD", "a.url", "a.docx.vbs", "a.mht", "a.swf", "a.pdf;.exe", "pdf"),
    *("\u200b.pdf", ".pdf", " .pdf", "..pdf", "\ud800.pdf", "\u3000.txt", "a." + "b" * 500),
]


def test_there_are_enough_names() -> None:
    assert len(KEPT) + len(NOT_KEPT) + len(NO_KIND) >= 80


@pytest.mark.parametrize(("given_name", "kept"), KEPT.items(), ids=range(len(KEPT)))
def test_what_remains_of_a_name(given_name: str, kept: str) -> None:
    assert clean_name(given_name) == kept
    assert clean_name(kept) in {kept, f"_{kept}"}, "a clean name stays as it is"


@pytest.mark.parametrize("name", NOT_KEPT, ids=range(len(NOT_KEPT)))
def test_a_name_of_nothing_is_refused(name: object) -> None:
    with pytest.raises(Invalid):
        clean_name(name)


@pytest.mark.parametrize("name", NO_KIND, ids=range(len(NO_KIND)))
def test_what_may_not_come_in_is_refused_by_its_last_extension(name: str) -> None:
    with pytest.raises(Invalid, match="不能上传"):
        kind_named(clean_name(name))


@given(st.text(max_size=400))
def test_whatever_comes_is_safe_or_refused(name: str) -> None:
    try:
        kept = clean_name(name)
    except Invalid:
        return
    assert 0 < len(kept) <= NAME_LIMIT + 1
    assert not set(kept) & set('/\\:*?"<>|')
    assert kept == unicodedata.normalize("NFC", kept)
    assert not any(unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn"} for character in kept)
    assert not kept.startswith((".", " "))
    assert not kept.endswith((".", " "))
    assert clean_name(kept) in {kept, f"_{kept}"}
    kept.encode()


@pytest.mark.parametrize(
    ("name", "extension"), [("a.PDF", "pdf"), ("a", ""), ("a.tar.gz", "gz"), ("a.toolong", ""), ("a.ｐ", "")]
)
def test_the_extension_is_what_follows_the_last_dot(name: str, extension: str) -> None:
    assert extension_of(name) == extension
