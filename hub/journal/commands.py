"""`python3 -m hub audit`: whether the trail is as it was written, and the head to keep outside."""

import click

from ..core.db import reading
from ..core.i18n import _
from ..core.terminal import print_json, with_json
from . import chain
from .rules import read_head
from .verifying import Verdict, verify


@click.group()
def audit() -> None:
    """审计记录 / The audit trail."""


@audit.command("head")
@with_json
def print_head(wants_json: bool) -> None:
    """打印最新一条的序号和校验值 / Print the newest entry's number and hash.

    请每天另存到别处 / Keep it outside, every day: it shows an end that was cut off.
    """
    with reading() as session:
        head = chain.head(session)
    if wants_json:
        print_json({"seq": head.seq, "hash": head.hash})
    else:
        click.echo(str(head))


@audit.command("verify")
@click.option(
    "--head", "printed", metavar="SEQ:HASH", help="以前打印的一行，须仍在记录中 / a printed head that must still hold"
)
@with_json
def verify_trail(printed: str | None, wants_json: bool) -> None:
    """核对全部记录 / Check every entry.

    有一条对不上时，退出码为 1 / Exit status 1 where an entry is not as it was sealed.
    """
    head = read_head(printed) if printed else None
    with reading() as session:
        verdict = verify(session, chain.key(), head)
    if wants_json:
        print_json({"ok": not verdict.fault, "seq": verdict.head.seq, "hash": verdict.head.hash, "fault": verdict.fault,
                    "broken_at": verdict.broken_at or None})  # fmt: skip
    else:
        click.echo(_said(verdict))
    if verdict.fault:
        raise SystemExit(1)


def _said(verdict: Verdict) -> str:
    if not verdict.fault:
        return _("审计记录完整，共%(count)d条。%(head)s", count=verdict.count, head=verdict.head)
    sentence = {
        "missing": _("第%(seq)d条缺失。", seq=verdict.broken_at),
        "altered": _("第%(seq)d条与写入时不符，或者密钥不是原来的。", seq=verdict.broken_at),
        "replaced": _("第%(seq)d条不是打印时的那一条。", seq=verdict.broken_at),
    }[verdict.fault]
    return sentence + _("此前%(count)d条完整。", count=verdict.count)


COMMANDS = [audit]
