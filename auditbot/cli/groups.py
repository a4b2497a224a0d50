"""Commands of several parts, such as ``sites import``."""

from collections.abc import Callable, Sequence
from functools import partial

import click

from auditbot.cli.stores import out_option, store_option
from auditbot.cli.words import Context, language_option
from auditbot.model.text import Lang, Text

Part = tuple[Callable[..., int], Text, Sequence[click.Parameter]]
"""What a part does (called with the language and its options), what it says of itself, its own options."""


def group(name: str, help_: str, lang: Lang, parts: dict[str, Part]) -> click.Group:
    """Build a command of parts that work on a store."""
    made = click.Group(name, help=help_, params=[language_option(lang)])
    for part, (does, said, own) in parts.items():
        params = [*own, store_option(lang), out_option(lang), language_option(lang)]
        command = click.Command(part, params=params, callback=partial(does, lang), help=said.of(lang))
        if lang is Lang.ZH:
            command.context_class = Context
        made.add_command(command)
    return made
