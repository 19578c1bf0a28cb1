"""The command line: serve, scheduler, init, migrate, import-plan, people, units, channels, reindex, token, backup; in two languages."""

import os
import sys
from pathlib import Path

if __name__ == "__main__" and (len(sys.argv) < 2 or sys.argv[1] in {"serve", "scheduler"}):
    from gevent import monkey

    monkey.patch_all()

import click

from . import reactions as _reactions  # noqa: F401 (commands change what others follow, as pages do)
from .accounts.commands import COMMANDS as ACCOUNTS
from .calendar.commands import COMMANDS as CALENDAR
from .channels.commands import COMMANDS as CHANNELS
from .channels.searching.commands import COMMANDS as SEARCHING
from .core import db, schema
from .core.caller import Caller, set_caller
from .core.config import Settings, WrongSetting, load_settings
from .core.errors import HubError
from .core.i18n import speaking
from .health.commands import COMMANDS as HEALTH
from .issues.commands import COMMANDS as ISSUES
from .journal import chain
from .journal.commands import COMMANDS as JOURNAL
from .notify import ways
from .plan.commands import COMMANDS as PLAN

ASKS_FOR_HELP = "hub.asks_for_help"


class Hub(click.Group):
    """The group of all commands: refusals become one sentence on standard error and exit status 1."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        # A group of commands without one of them tells what there is.
        ctx.meta[ASKS_FOR_HELP] = "--help" in args or len(args) == 1
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except HubError as error:
            raise click.ClickException(error.message) from error
        except WrongSetting as error:
            raise click.ClickException(str(error)) from error
        except db.OUT_OF_REACH as error:
            said = getattr(error, "orig", None) or error
            raise click.ClickException(f"数据库没有回应，请稍后重试 / the database did not answer: {said}") from error


@click.group(cls=Hub, invoke_without_command=True)
@click.version_option(package_name=None, version=__import__("hub").__version__)
@click.pass_context
def main(ctx: click.Context) -> None:
    """会商 hub：未成年人保护会商平台 / the consultation hub. 不带命令时启动服务 / serves when no command is given."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(serve)
        return
    if ctx.invoked_subcommand not in {"serve", "scheduler"}:
        ctx.with_resource(speaking(_terminal_locale()))
    if ctx.invoked_subcommand not in UNRECORDED and not ctx.meta[ASKS_FOR_HELP]:
        set_caller(Caller(way="command"))
        chain.begin(load_settings().audit_key)
    if ctx.invoked_subcommand not in STAND_ALONE and not ctx.meta[ASKS_FOR_HELP]:
        ctx.obj = _open(load_settings())


@main.command()
def serve() -> None:
    """启动服务 / Serve the hub.

    首次启动时建立演示数据 / The first start, on an empty database, makes a demo world.
    """
    from .serving import serve_hub

    serve_hub(load_settings())


@main.command(name="scheduler")
def run_scheduler() -> None:
    """单独运行定时任务 / Run the jobs alone.

    可以同时运行多个；提供服务的进程设 HUB_SCHEDULER=off / Several may run; serving processes then have HUB_SCHEDULER=off.
    """
    from .serving import run_scheduler

    run_scheduler(load_settings())


@main.command()
@click.option("--login", default="admin", show_default=True, help="管理员账号 / the administrator's account")
@click.option("--name", default="系统管理员", show_default=True, help="管理员姓名 / the administrator's name")
def init(login: str, name: str) -> None:
    """建立正式数据库 / Make an empty production database.

    其中只有一名管理员，初始密码只显示这一次 / It has one administrator, whose first password is shown this once.
    """
    from .demo import empty_world

    settings = load_settings()
    schema.upgrade(settings.database_url)
    db.open_database(settings.database_url)
    click.echo(empty_world(login, name, os.environ.get("HUB_INIT_PASSWORD")))


@main.command()
def migrate() -> None:
    """升级数据库结构 / Bring the database up to this version."""
    settings = load_settings()
    schema.upgrade(settings.database_url)
    click.echo(schema.current_revision(settings.database_url))


@main.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def bench(arguments: tuple[str, ...]) -> None:
    """测量速度与内存 / Measure speed and memory.

    与裸框架在同一次运行中比较 / As ratios to the bare stack, within one run.
    """
    root = Path(__file__).resolve().parents[1]
    sys.path.insert(0, str(root))
    from importlib import import_module

    import_module("bench.run").main(list(arguments))


@main.command(name="test", context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def run_tests(arguments: tuple[str, ...]) -> None:
    """运行全部测试 / Run all tests.

    参数交给 pytest / Arguments go on to pytest.
    """
    os.execv(sys.executable, [sys.executable, "-m", "hub", "test", *arguments])  # noqa: S606


UNRECORDED = {"serve", "scheduler", "migrate", "bench", "test"}
"""They write nothing that the audit trail tells of, or begin it themselves."""
STAND_ALONE = {"serve", "scheduler", "init", "migrate", "bench", "test", "import-plan"}

for command in (*ACCOUNTS, *CALENDAR, *PLAN, *CHANNELS, *SEARCHING, *ISSUES, *JOURNAL, *HEALTH):
    main.add_command(command)


def _terminal_locale() -> str:
    """English in an English terminal, Chinese in every other; what is served has nothing to do with it."""
    said = next(filter(None, (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "en" if said.startswith("en") else "zh"


def _open(settings: Settings) -> Settings:
    schema.require_current(settings.database_url)
    db.open_database(settings.database_url)
    ways.begin(settings)
    return settings


if __name__ == "__main__":
    main(prog_name="python3 -m hub")
