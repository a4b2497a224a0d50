"""The program: its commands, and how every way of failing leaves it."""

import errno
import sys
import traceback
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.metadata import version

import click

from auditbot.cli.exits import Exit
from auditbot.cli.words import VERBOSE, Context, complaint, language_option
from auditbot.errors import AuditbotError, ConfigError, NoStore
from auditbot.model.text import Lang, Text

_COMMANDS = {
    "scan": ("scan", Text("检查一个或几个网站，无须配置", "audit sites by address, without configuration")),
    "audit": (
        "scan",
        Text(
            "检查已登记的网站：网站文件或办公库中的编号",
            "audit registered sites: site files or ids of the store",
        ),
    ),
    "sites": (
        "sites",
        Text("办公库中的网站：导入、导出、列出", "the sites of the store, from files and to files"),
    ),
    "ledger": (
        "ledger",
        Text("整改台账：交办、反馈、复查、销号", "the ledger: faults followed until they are proved gone"),
    ),
    "schedule": (
        "schedule",
        Text("定期检查：何时做什么，做了和错过了什么", "what is done when, and what was done and missed"),
    ),
    "serve": (
        "serve",
        Text(
            "值守：按计划检查办公库中的网站", "stay on duty: audit the sites of the store when they are due"
        ),
    ),
    "store": ("store", Text("办公库：建立、升级、备份", "the office store: make, migrate, back up")),
    "register": (
        "register",
        Text("从网站生成栏目台账，或读回填好的台账", "draft a register of columns, or take it back"),
    ),
    "demo": ("demo", Text("启动内置的示例网站并检查它", "serve the example town and audit it")),
    "judge": (
        "after",
        Text("对存档重新判定，不访问网络", "run checks again over an archive, without network"),
    ),
    "report": ("after", Text("重新生成报告", "render the reports again")),
    "overview": (
        "overview",
        Text("多个网站的检查总览", "an overview of many sites"),
    ),
    "papers": (
        "papers",
        Text("检查情况表、整改台账、通报和整改通知", "the office's papers: tables, circular, notices"),
    ),
    "notify": (
        "notify",
        Text("通知有关人员网站的变化", "tell those who answer for a site what changed"),
    ),
    "resume": ("after", Text("接着做中断的检查", "go on with an audit that was cut off")),
    "checks": ("explain", Text("列出检查项，或说明其中一项", "list the checks, or explain one")),
    "frameworks": (
        "explain",
        Text("列出指标体系，或列出其条款", "list the frameworks, or the clauses of one"),
    ),
    "framework": (
        "framework",
        Text("由通知起草指标体系", "draft a framework from a notice"),
    ),
    "sheet": (
        "sheet",
        Text("列出评分表，或另存为 Excel", "list the score sheets, or write one as a workbook"),
    ),
    "schema": ("explain", Text("输出 JSON Schema", "print a JSON Schema")),
    "doctor": ("doctor", Text("本机能测什么、不能测什么", "what this machine can and cannot measure")),
}


class Program(click.Group):
    """The commands by name; each is imported when it is asked for."""

    def __init__(self, lang: Lang) -> None:
        said = Text("政府网站自查", "self-inspection of Chinese government websites")
        super().__init__(
            "auditbot",
            help=said.of(lang),
            params=[_version(lang), language_option(lang), _verbose(lang)],
            no_args_is_help=True,
        )
        self._lang = lang
        if lang is Lang.ZH:
            self.context_class = Context

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of use."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Build one command in the language of the user."""
        if cmd_name not in _COMMANDS:
            return None
        module, said = _COMMANDS[cmd_name]
        build: Callable[[str, str, Lang], click.Command] = import_module(f"auditbot.cli.{module}").command
        command = build(cmd_name, said.of(self._lang), self._lang)
        command.context_class = self.context_class
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, said.of(self._lang)) for name, (_, said) in _COMMANDS.items()])


def _version(lang: Lang) -> click.Option:
    def show(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
        if wanted:
            click.echo(f"auditbot {version('auditbot')}")
            ctx.exit()

    said = Text("显示版本", "show the version")
    return click.Option(
        ["--version"], is_flag=True, is_eager=True, expose_value=False, callback=show, help=said.of(lang)
    )


def _verbose(lang: Lang) -> click.Option:
    """``--verbose`` before any command, also of those that do not take it themselves."""
    return click.Option(["--verbose"], is_flag=True, expose_value=False, help=VERBOSE.of(lang))


_CROWDED = Text(
    "本机可同时打开的文件太少\n  请提高上限（如 ulimit -n 4096），或关闭一些程序，再重试",
    "this machine lets too few files be open at once\n"
    "  raise the limit (such as ulimit -n 4096) or close other programs, and try again",
)


def run(arguments: Sequence[str], lang: Lang) -> int:
    """Run one command; returns the exit code. No exception leaves, and no traceback reaches the user."""
    try:
        code = Program(lang).main(list(arguments), "auditbot", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.message, file=sys.stderr)
        return Exit.USAGE
    except click.ClickException as error:
        _tell(Text("用法有误", "wrong usage"), complaint(error, lang), lang)
        return Exit.USAGE
    except (click.Abort, KeyboardInterrupt):
        click.echo(Text("已中断", "interrupted").of(lang), file=sys.stderr)
        return Exit.INCOMPLETE
    except (ConfigError, NoStore) as error:
        _tell(Text("配置有误", "wrong configuration"), error.told(lang), lang)
        return Exit.USAGE
    except AuditbotError as error:
        _tell(Text("无法进行", "cannot go on"), error.told(lang), lang)
        return Exit.FAULT
    except Exception as error:  # noqa: BLE001 — the last line of defence
        if isinstance(error, OSError) and error.errno in (errno.EMFILE, errno.ENFILE):
            _tell(Text("无法进行", "cannot go on"), _CROWDED.of(lang), lang)
            return Exit.FAULT
        _own_fault(arguments, lang)
        return Exit.FAULT
    return code if isinstance(code, int) else Exit.CLEAN


def _own_fault(arguments: Sequence[str], lang: Lang) -> None:
    said = Text("程序出错，这不是网站的问题", "a fault of this program, not of the site")
    last = traceback.format_exc().strip().splitlines()[-1]
    if "--verbose" in arguments:
        traceback.print_exc()
    hint = Text(
        "用 auditbot --verbose 加原来的命令重试可看到详情，请反馈给维护者",
        "try again with `auditbot --verbose` before the command and report what it says",
    ).of(lang)
    _tell(said, f"{last}\n  {hint}", lang)


def _tell(what: Text, message: str, lang: Lang) -> None:
    click.echo(Text(f"{what.zh}：{message}", f"{what.en}: {message}").of(lang), file=sys.stderr)
