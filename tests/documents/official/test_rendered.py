"""The Word file as LibreOffice lays it out: 22 lines of 28 characters, the foot at the bottom of the last page."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from hub.documents.official.docx import write
from hub.documents.official.tree import OfficialDocument
from tests.documents.official.sample import WHOLE, filled
from tests.services.processes import missing

LONGEST_SECONDS = 120
PAGE_POINTS, UNDER_TYPE_POINTS = 842, 99
"""A4's height, and the margin of 35 mm under the type area."""


def rendered(folder: Path, document: OfficialDocument) -> Path:
    """A PDF of the Word file of the document."""
    for program, package in (("soffice", "libreoffice-writer-nogui"), ("pdftotext", "poppler-utils")):
        if shutil.which(program) is None:
            missing("documents", f"there is no {program} (Debian: {package})")
    with (folder / "file.docx").open("wb") as file:
        write(document, file)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(folder / "file.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=LONGEST_SECONDS)
    return folder / "file.pdf"


def text_of(pdf: Path, page: int, *options: str) -> str:
    """The words of a page."""
    command = ["pdftotext", "-f", str(page), "-l", str(page), *options, str(pdf), "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=LONGEST_SECONDS).stdout


@pytest.mark.slow
def test_a_page_has_twenty_two_lines_of_twenty_eight_characters(tmp_path: Path) -> None:
    pdf = rendered(tmp_path, filled(60))
    lines = [line.strip() for line in text_of(pdf, 2, "-layout").splitlines() if "测" in line]
    assert [len(line) for line in lines] == [28] * 22
    assert "— 2 —".replace(" ", "") in text_of(pdf, 2).replace(" ", "")


@pytest.mark.slow
def test_the_foot_stands_at_the_bottom_of_the_type_area(tmp_path: Path) -> None:
    pdf = rendered(tmp_path, WHOLE)
    boxes = text_of(pdf, 2, "-bbox")
    assert "印发" not in text_of(pdf, 1)
    found = re.search(r'yMax="([\d.]+)">[^<]*印发<', boxes)
    assert found
    bottom = PAGE_POINTS - UNDER_TYPE_POINTS
    assert bottom - 30 < float(found[1]) < bottom + 5
