"""``doctor``: what this machine can and cannot measure, and what that costs."""

import asyncio
import json
import shutil
import subprocess
from datetime import datetime
from functools import partial
from typing import Any

import click

from auditbot.attachments.converter import office_program
from auditbot.audit.network import open_network
from auditbot.cli.chosen import settings_of
from auditbot.cli.words import language_option
from auditbot.crawl.scope import Scope
from auditbot.model.audit import Line, Vantage
from auditbot.model.site import CrawlPolicy
from auditbot.model.text import Lang, Text
from auditbot.model.zone import CHINA

_LINES = {
    Line.WORKS: Text("可用", "works"),
    Line.NO_ROUTE: Text("没有路由：相应项目记为“未检测”", "no route: what needs it stays untested"),
    Line.UNPROVEN: Text("有路由，尚未证实可用", "has a route; not proven"),
}
_ABSENCE = {
    "not-installed": Text(
        "没有：脚本生成的列表记为“未检测”。安装：apt-get install chromium",
        "none: lists that scripts fill stay untested. To install: apt-get install chromium",
    ),
    "no-sandbox": Text(
        "沙箱不可用：为安全起见不打开页面。可信网站可加 --no-sandbox",
        "has no sandbox here, so pages are not opened; --no-sandbox for sites you trust",
    ),
    "broken": Text(
        "启动失败：脚本生成的列表记为“未检测”", "does not start: lists that scripts fill stay untested"
    ),
    "not-wanted": Text("未启用", "not wanted"),
}


_NO_CONVERTER = Text(
    "没有：xls、et、ppt、rtf 等旧格式附件不能读取。安装：apt-get install libreoffice",
    "none: files of old formats (xls, et, ppt, rtf …) are not read. To install: apt-get install libreoffice",
)


def command(name: str, help_: str, lang: Lang) -> click.Command:
    """Build the command."""
    params: list[click.Parameter] = [
        language_option(lang),
        click.Option(["--json", "as_json"], is_flag=True, help=Text("输出 JSON", "print JSON").of(lang)),
        click.Option(["--dns-server"], metavar="ADDR:PORT", help=Text("域名服务器", "name server").of(lang)),
        click.Option(["--browser"], metavar="PATH", help=Text("浏览器程序", "browser to use").of(lang)),
    ]
    return click.Command(name, params=params, callback=partial(_doctor, lang), help=help_)


def _doctor(lang: Lang, *, as_json: bool, **given: Any) -> int:
    vantage = asyncio.run(_look(given, lang))
    if as_json:
        shown = {
            **vantage.model_dump(mode="json"),
            "chinese_fonts": _fonts(),
            "converter": office_program(),
            "at": datetime.now(CHINA).isoformat(),
        }
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
        return 0
    for name, said in _lines(vantage, lang):
        click.echo(Text(f"{name}：{said}", f"{name}: {said}").of(lang))
    return 0


async def _look(given: dict[str, Any], lang: Lang) -> Vantage:
    settings = settings_of(given, CrawlPolicy(), lang)
    nowhere = Scope(())
    async with open_network(settings, nowhere, nowhere.on_origins) as network:
        return network.vantage


def _lines(vantage: Vantage, lang: Lang) -> list[tuple[str, str]]:
    browser = vantage.browser
    if browser:
        safe = Text("有沙箱", "sandboxed") if browser.sandboxed else Text("无沙箱", "without sandbox")
        seen = f"{browser.version} ({browser.path}, {safe.of(lang)})"
    else:
        seen = _ABSENCE.get(vantage.browser_absence, Text("没有", "none")).of(lang)
    no_names = Text("没有配置：域名无法解析", "not configured: no name can be resolved").of(lang)
    fonts = _fonts()
    no_fonts = Text(
        "没有：页面图片中的汉字显示为方框", "none: Chinese in pictures of pages shows as boxes"
    ).of(lang)
    return [
        ("IPv4", _LINES[vantage.ipv4].of(lang)),
        ("IPv6", _LINES[vantage.ipv6].of(lang)),
        (Text("域名解析", "DNS").of(lang), ", ".join(vantage.dns) or no_names),
        (Text("浏览器", "browser").of(lang), seen),
        (Text("中文字体", "Chinese fonts").of(lang), fonts or no_fonts),
        (Text("附件转换", "file converter").of(lang), office_program() or _NO_CONVERTER.of(lang)),
        (Text("程序", "program").of(lang), f"{vantage.program}, Python {vantage.python}, {vantage.platform}"),
    ]


def _fonts() -> str:
    """The first Chinese font of this machine, if one can be told."""
    lister = shutil.which("fc-list")
    if lister is None:
        return ""
    try:
        listed = subprocess.run(  # noqa: S603 — a fixed command
            [lister, ":lang=zh-cn", "family"], capture_output=True, text=True, timeout=20, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return next(iter(sorted(listed.stdout.splitlines())), "")
