"""What click says by itself, in Chinese: sentences about a wrong command line, and the frame of its help."""

import re

_SENTENCES = (
    (r"Option '(.+)' requires (?:an argument|\d+ arguments)\.", "选项 {} 后面缺少值"),
    (r"Option '(.+)' does not take a value\.", "选项 {} 不带值"),
    (r"Got unexpected extra arguments? \((.*)\)", "多余的参数：{}"),
    (r"(.+) is not in the range (.+)\.", "{} 不在范围 {} 内"),
    (r"(.+) is not a valid .+, such as (.+)\.", "{} 写法不对，应如 {}"),
    (r"(.+) is not a valid .+\.", "{} 不是合适的值"),
    (r"(.+) is not one of (.+)\.", "{} 不在其中：{}"),
    (r"\w+ '(.*)' does not exist\.", "没有这个文件或目录：{}"),
    (r"\w+ '(.*)' is a file\.", "是文件，不是目录：{}"),
    (r"\w+ '(.*)' is a directory\.", "是目录，不是文件：{}"),
    (r"\w+ '(.*)' is not readable\.", "没有读取的权限：{}"),
    (r"\w+ '(.*)' is not writable\.", "没有写入的权限：{}"),
    (r"\w+ '(.*)' is not executable\.", "不是可以执行的程序：{}"),
    (r"No such command '(.*)'\.", "没有这个命令：{}"),
    (r"Missing command\.", "缺少命令"),
)
_SAID = tuple((re.compile(english, re.DOTALL), chinese) for english, chinese in _SENTENCES)
_FRAME = (
    ("Show this message and exit.", "显示本说明"),
    ("[default: ", "[默认："),
    ("[required]", "[必填]"),
    ("INTEGER RANGE", "N"),
    ("[OPTIONS]", "[选项]"),
    ("COMMAND [ARGS]...", "命令 [参数]…"),
)


def sentence(english: str) -> str:
    """One of click's complaints in Chinese; what is not known stays as it is."""
    for pattern, chinese in _SAID:
        match = pattern.fullmatch(english)
        if match:
            return chinese.format(*match.groups())
    return english


def frame(english: str) -> str:
    """A piece of help with what click wrote into it in Chinese."""
    for theirs, ours in _FRAME:
        english = english.replace(theirs, ours)
    return english
