"""The words of the command line in both languages, click's own included."""

import os
from collections.abc import Sequence

import click

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
    """Writes help with Chinese headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write ``用法`` instead of ``Usage``."""
        super().write_usage(prog, args, prefix or "用法：")

    def write_heading(self, heading: str) -> None:
        """Write a heading in Chinese, if it is one of click's."""
        super().write_heading(_HEADINGS.get(heading, heading))


class Context(click.Context):
    """A context whose help is in Chinese."""

    formatter_class = Formatter


def complaint(error: click.ClickException, lang: Lang) -> str:
    """What is wrong with the command line, in the user's language."""
    if lang is Lang.EN:
        return error.format_message()
    if isinstance(error, click.NoSuchOption):
        near = f"；是不是 {'、'.join(error.possibilities)}？" if error.possibilities else ""
        return f"没有这个选项：{error.option_name}{near}"
    if isinstance(error, click.MissingParameter):
        name = error.param.get_error_hint(error.ctx) if error.param and error.ctx else ""
        return f"缺少参数：{name}"
    if isinstance(error, click.BadParameter):
        name = error.param.get_error_hint(error.ctx) if error.param and error.ctx else ""
        return f"参数 {name} 不正确：{error.message}"
    if isinstance(error, click.UsageError) and error.message.startswith("No such command"):
        return f"没有这个命令：{error.message.split(chr(39))[1]}"
    return error.format_message()


def language_option(lang: Lang) -> click.Option:
    """``--lang``, which ``language`` has read before the commands were built."""
    return click.Option(
        ["--lang"],
        type=click.Choice([one.value for one in Lang]),
        expose_value=False,
        help=Text("语言", "language").of(lang),
    )
