"""Runs the reader of .docx files in a process of its own and turns what it answers into blocks."""

import json
import os
import posix
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from .....core.errors import Invalid
from .....core.i18n import _
from ..blocks import Block, Line, Table
from ..lines import line_with

SECONDS = 25
"""How long a document may take; the process ends itself a little earlier."""
_ROOT = Path(__file__).resolve().parents[5]
_WORKER = "hub.plan.importer.source.docx.worker"
_FIRST_PAUSE, _LONGEST_PAUSE = 0.002, 0.05


def read_docx(data: bytes) -> list[Block]:
    """The blocks of a .docx file. Raises `Invalid` for one that is broken, too long, or made to do harm."""
    answer = _answer(data)
    if "blocks" not in answer:
        raise Invalid(_sentence(answer.get("refused", "bomb")))
    return [block for raw in answer["blocks"] for block in _read(raw)]


def _sentence(code: str) -> str:
    sentences = {
        "broken": _("这不是有效的 .docx 文件，可能已经损坏。请用 Word 打开检查，另存为 .docx 后再导入"),
        "encrypted": _("文件设有密码，无法读取。请在 Word 中取消密码保护，另存后再导入"),
        "other": _("这个压缩文件不是 Word 文档。只能导入 .txt、.md、.docx 文件"),
        "long": _("文字太多，不像一份工作要点。请只保留正文后再导入"),
    }
    return sentences.get(code) or _(
        "文件展开后过大或结构异常，为了安全没有读取。请用 Word 打开，把正文复制到新文档后再导入"
    )


def _answer(data: bytes) -> dict[str, Any]:
    """What the process says; `{}` where it ended without a word, as it does at its limits."""
    with tempfile.TemporaryDirectory(prefix="hub-docx-") as folder:
        source, result = Path(folder, "in"), Path(folder, "out")
        source.write_bytes(data)
        result.touch()
        _run(source, result)
        try:
            answer: dict[str, Any] = json.loads(result.read_bytes().decode("utf-8", "surrogatepass"))
        except ValueError:
            return {}
    return answer


def _run(source: Path, result: Path) -> None:
    """Run the worker to its end, or to the deadline.

    Neither `subprocess` nor `os`: what gevent puts in their place can start a child in the main thread only, and
    documents are read in a thread. `posix` is what stands behind them; polling works in both, and without gevent.
    """
    files = (
        (os.POSIX_SPAWN_OPEN, 0, str(source), os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, str(result), os.O_WRONLY | os.O_TRUNC, 0o600),
        (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
    )
    environment = {"PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"}
    process = posix.posix_spawn(sys.executable, [sys.executable, "-s", "-m", _WORKER], environment, file_actions=files)
    deadline, pause = time.monotonic() + SECONDS, _FIRST_PAUSE
    while not _has_ended(process):
        if time.monotonic() > deadline:
            os.kill(process, signal.SIGKILL)
        time.sleep(pause)
        pause = min(2 * pause, _LONGEST_PAUSE)


def _has_ended(process: int) -> bool:
    try:
        ended, _status = posix.waitpid(process, os.WNOHANG)
    except ChildProcessError:
        return True  # Somebody else's handler has reaped it.
    return ended == process


def _read(raw: list[Any]) -> list[Block]:
    if raw[0] == "t":
        return [Table(tuple(tuple(cells) for cells in raw[1]))]
    _kind, text, start, end, level = raw
    lines: list[Line | None] = []
    at = 0
    for row in text.split("\n"):
        lines.append(line_with(row, [(start - at, end - at)], level))
        at += len(row) + 1
    return [line for line in lines if line]
