"""The words of the command line in both languages, click's own included."""

import os
from collections.abc import Iterable, Sequence

import click

from auditbot.cli.click_words import frame, sentence
from auditbot.model.text import Lang, Text


def language(arguments: Sequence[str]) -> Lang:
    """The language asked for by ``--lang``, or by the environment; Chinese otherwise."""
    for before, argument in zip(("", *arguments), (*arguments, ""), strict=True):
        value = argument.removeprefix("--lang=") if argument.startswith("--lang=") else ""
        if before == "--lang" or value:
            return Lang.EN if (value or argument).lower().startswith("en") else Lang.ZH
    return Lang.EN if os.environ.get("AUDITBOT_LANG", "").lower().startswith("en") else Lang.ZH


_HEADINGS = {"Options": "选项", "Commands": "命令", "Arguments": "参数"}


class Formatter(click.HelpFormatter):
    """Writes help with Chinese headings, and what click adds to it in Chinese."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write ``用法`` instead of ``Usage``."""
        super().write_usage(prog, frame(args), prefix or "用法：")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write a list of options or commands."""
        super().write_dl([(frame(name), frame(said)) for name, said in rows], col_max, col_spacing)

    def write_heading(self, heading: str) -> None:
        """Write a heading in Chinese, if it is one of click's."""
        super().write_heading(_HEADINGS.get(heading, heading))


class Context(click.Context):
    """A context whose help is in Chinese."""

    formatter_class = Formatter


def complaint(error: click.ClickException, lang: Lang) -> str:
    """What is wrong with the command line, and where its use is explained, in the user's language."""
    said = error.format_message() if lang is Lang.EN else _chinese(error)
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is None:
        return said
    asking = f"{context.command_path} --help"
    return f"{said}\n  {Text(f'用法见 {asking}', f'see {asking}').of(lang)}"


def _chinese(error: click.ClickException) -> str:
    near = getattr(error, "possibilities", None)
    meant = f"；是不是 {'、'.join(near)}？" if near else ""
    if isinstance(error, click.NoSuchOption):
        return f"没有这个选项：{error.option_name}{meant}"
    if isinstance(error, click.MissingParameter):
        return f"缺少参数：{_named(error)}"
    if isinstance(error, click.BadParameter):
        return f"参数 {_named(error)} 不正确：{sentence(error.message)}"
    return sentence(error.message) + meant


def _named(error: click.BadParameter) -> str:
    return error.param.get_error_hint(error.ctx) if error.param and error.ctx else ""


VERBOSE = Text("出错时显示详情", "show the details of a fault of this program")
"""What ``--verbose`` does, before a command and behind it."""


def language_option(lang: Lang) -> click.Option:
    """``--lang``, which ``language`` has read before the commands were built."""
    return click.Option(
        ["--lang"],
        type=click.Choice([one.value for one in Lang]),
        expose_value=False,
        help=Text("语言", "language").of(lang),
    )
