"""Wrong usage in one sentence, and the words around the help texts, in the language of the command line.

The library that reads the arguments speaks English only and tells wrong usage in several lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import typer
from typer.main import get_command

from sextant.wording.command_line import CHINESE, language, say

WrongUsage: Any = typer.BadParameter.__base__
"""What the library raises for arguments that it cannot read."""

_HELP_WORDS = (
    (r"^Usage:", "用法："),
    (r"^Options:$", "選項："),
    (r"^Commands:$", "指令："),
    (r"^Arguments:$", "引數："),
    (r"Show this message and exit\.", "顯示此說明。"),
    (r"\[required\]", "［必填］"),
    (r"\[default: ", "[預設："),
    (r"\[OPTIONS\]", "[選項]"),
    (r"COMMAND \[ARGS\]\.\.\.", "指令 [引數]..."),
)


def commands(app: typer.Typer) -> Any:
    """Return the commands, whose help speaks the language of the command line throughout."""
    command = get_command(app)
    for each in _all(command):
        # The library cuts what it lists unless it is given as the short text.
        each.short_help = each.help
    if language() == CHINESE:
        for each in _all(command):
            each.get_help = _in_chinese(each.get_help)
    return command


def _all(command: Any) -> Iterator[Any]:
    yield command
    for each in getattr(command, "commands", {}).values():
        yield from _all(each)


def _in_chinese(get_help: Callable[[Any], str]) -> Callable[[Any], str]:
    def translated(context: Any) -> str:
        text = get_help(context)
        for english, chinese in _HELP_WORDS:
            text = re.sub(english, chinese, text, flags=re.MULTILINE)
        return text

    return translated


def wrong_usage(error: Any) -> str:
    """Return what is wrong with the arguments, in one sentence, or the help where no command was named."""
    kind = type(error).__name__
    if kind == "NoArgsIsHelpError":
        return str(error.format_message())
    command = error.ctx.command_path if error.ctx else "sextant"
    unknown = re.match(r"No such command '(.*?)'\.?(?:\s*Did you mean '(.*?)')?", error.message)
    if kind == "MissingParameter" and error.param:
        return say("argument_missing", name=error.param.opts[-1], command=command)
    if kind == "NoSuchOption":
        return say("option_unknown", name=error.option_name, command=command)
    if unknown and unknown[2]:
        return say("command_unknown_near", name=unknown[1], near=unknown[2], command=command)
    if unknown:
        return say("command_unknown", name=unknown[1], command=command)
    return say("usage_wrong", reason=" ".join(error.format_message().split()).rstrip("."), command=command)
