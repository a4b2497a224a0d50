"""The options of commands that audit."""

from pathlib import Path
from typing import Any

import click

from auditbot.cli.words import VERBOSE, language_option
from auditbot.model.outcome import Severity
from auditbot.model.text import Lang, Text
from auditbot.settings import External, Render

FORMATS = Text("报告格式，逗号分隔", "report formats, separated by commas")


def _option(name: str, help_: Text, lang: Lang, **more: Any) -> click.Option:
    return click.Option([*name.split()], help=help_.of(lang), **more)


def shown(lang: Lang) -> list[click.Parameter]:
    """Options for what is shown, of every command that audits or reports."""
    return [
        _option("--format", FORMATS, lang, metavar="LIST"),
        language_option(lang),
        _option("--quiet", Text("只输出结果", "print the outcome only"), lang, is_flag=True),
        _option("--verbose", VERBOSE, lang, is_flag=True),
        _option(
            "--log-json", Text("进度以 JSON 行输出", "print progress as lines of JSON"), lang, is_flag=True
        ),
        _option(
            "--fail-on",
            Text("出现该级及以上问题时返回 1", "exit with 1 for findings of this severity or graver"),
            lang,
            type=click.Choice([*(one.value for one in Severity), "never"]),
        ),
    ]


def planning(lang: Lang) -> list[click.Parameter]:
    """Options of commands that begin an audit."""
    return [
        _option(
            "--out",
            Text("输出目录", "output folder"),
            lang,
            type=click.Path(path_type=Path),
            default=Path("audits"),
            show_default=True,
        ),
        _option(
            "--framework",
            Text("指标体系，逗号分隔", "frameworks, separated by commas"),
            lang,
            metavar="ID[,ID]",
        ),
        _option(
            "--sheet",
            Text("评分表：编号、YAML 或 XLSX 文件、none", "score sheet: id, YAML or XLSX file, or none"),
            lang,
            metavar="ID|FILE",
        ),
        _option("--as-of", Text("按这一天判定", "judge as if today were this day"), lang, metavar="DATE"),
        *visiting(lang),
        _option(
            "--resume/--fresh",
            Text("接着上次未完成的检查，或重新开始", "go on with the last unfinished audit, or not"),
            lang,
            default=None,
        ),
    ]


def visiting(lang: Lang) -> list[click.Parameter]:
    """Options for how a site is reached and visited, of every command that fetches."""
    return [
        _option("--max-pages", Text("最多打开的页面数", "most pages to open"), lang, type=click.IntRange(1)),
        _option(
            "--max-depth",
            Text("离首页最多几次点击", "most clicks from the homepage"),
            lang,
            type=click.IntRange(0),
        ),
        _option("--deadline", Text("最长用时，如 30m", "longest time, such as 30m"), lang, metavar="TIME"),
        _option(
            "--rate",
            Text(
                "每个主机每秒请求数；0 为不限（仅限自己的网站）",
                "requests a second and host; 0: no limit (own hosts only)",
            ),
            lang,
            metavar="N[/s]",
        ),
        _option(
            "--concurrency",
            Text("每个主机同时的请求数", "requests at once per host"),
            lang,
            type=click.IntRange(1, 64),
        ),
        _option(
            "--allow-network",
            Text("允许访问的内部网络，可多次", "inner network that may be reached; repeatable"),
            lang,
            multiple=True,
            metavar="CIDR",
        ),
        _option(
            "--connect-to",
            Text("改连到另一地址，可多次", "connect to another address; repeatable"),
            lang,
            multiple=True,
            metavar="HOST:PORT:ADDR:PORT",
        ),
        _option("--dns-server", Text("使用的域名服务器", "name server to ask"), lang, metavar="ADDR:PORT"),
        _option(
            "--ca-file",
            Text("额外信任的证书", "additional trust"),
            lang,
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
            metavar="PEM",
        ),
        _option(
            "--header",
            Text("只发给被检查网站的请求头，可多次", "header for the audited site only; repeatable"),
            lang,
            multiple=True,
            metavar="'NAME: VALUE'",
        ),
        _option(
            "--render",
            Text("何时用浏览器打开页面", "when a browser opens a page"),
            lang,
            type=click.Choice([one.value for one in Render]),
        ),
        _option(
            "--browser",
            Text("浏览器程序", "browser to use"),
            lang,
            type=click.Path(exists=True, dir_okay=False, executable=True, path_type=Path),
            metavar="PATH",
        ),
        _option(
            "--no-sandbox",
            Text(
                "浏览器沙箱不可用时仍打开页面（仅限可信网站）",
                "render even where the browser has no sandbox (trusted sites only)",
            ),
            lang,
            is_flag=True,
        ),
        _option(
            "--no-bodies",
            Text(
                "检查完成后存档不保留网页和附件正文（不能再重新判定）",
                "keep no pages and files once the audit is finished (it cannot be judged again)",
            ),
            lang,
            is_flag=True,
        ),
        _option(
            "--external",
            Text("是否验证外部链接", "what to do with links that leave the site"),
            lang,
            type=click.Choice([one.value for one in External]),
        ),
        _option(
            "--ignore-robots",
            Text("不遵守 robots.txt（仅限自己的网站）", "ignore robots.txt (own sites only)"),
            lang,
            is_flag=True,
        ),
        _option(
            "--contact",
            Text("写进访问标识的联系方式", "contact shown in the visitor's name"),
            lang,
            metavar="TEXT",
        ),
        _option(
            "--limit",
            Text("修改一项限制，可多次", "change one limit; repeatable"),
            lang,
            multiple=True,
            metavar="NAME=VALUE",
        ),
    ]
