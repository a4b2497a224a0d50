"""Addresses of columns: under the site's own name, by path."""

from collections.abc import Iterable

from pydantic import Field, field_validator

from auditbot.check import About, Check, CheckOptions, Crawl, Message, Needs, Outcome, Tally
from auditbot.model.column import ColumnState, FoundColumn
from auditbot.model.finding import Finding
from auditbot.model.outcome import Severity
from auditbot.url import bare, literal, split

_NAMED = 10
"""Columns that a finding names."""


class ColumnUrls(Check):
    """Judges every host on which columns stand, once."""

    id = "column-urls"
    title = "栏目网址"
    counted = "个主机"
    needs = Needs.COLUMNS
    about = About(
        "查看各栏目网址所在的主机：是否使用本网站域名下的路径，是否用 IP 地址代替域名，"
        "域名后缀是否为政府网站专用后缀。只作提示。网址在两次检查之间变更而没有跳转的，本检查不判断。",
        "栏目、专题、业务系统原则上使用“本网站域名/路径”的网址；后缀不规范的网址难以辨认真伪。",
        "把栏目移到本网站域名的路径下，原网址设置跳转。",
    )
    messages = {
        "bare-ip": Message(
            "栏目网址用 IP 地址 {host} 代替域名：{names}。",
            "使用本网站域名",
            "{url}",
            "为该主机配置本网站的域名",
        ),
        "suffix": Message(
            "{host} 的后缀不是政府网站专用后缀，其上有：{names}。",
            "后缀为 {suffixes}",
            "{url}",
            "改用规定后缀的域名，原域名设置跳转",
        ),
        "suffix-elsewhere": Message(
            "菜单中的“{names}”在 {host}，后缀不是政府网站专用后缀，是否为本网站的栏目须人工确认。",
            "后缀为 {suffixes}",
            "{url}",
            "是本网站栏目的，移到本网站域名下",
        ),
        "other-host": Message(
            "栏目不在本网站域名的路径下，而在 {host}：{names}。",
            "网址为 {home}/…",
            "{url}",
            "移到本网站域名的路径下，原网址设置跳转",
        ),
    }

    class Options(CheckOptions):
        """Which endings of host names are the government's."""

        chinese = {"suffixes": "政府网站域名的结尾"}

        suffixes: tuple[str, ...] = Field(default=("gov.cn", "政务"), min_length=1)
        """Endings of the host names of government."""

        @field_validator("suffixes")
        @classmethod
        def _can_end_hosts(cls, suffixes: tuple[str, ...]) -> tuple[str, ...]:
            for one in suffixes:
                _in_host(one)
            return suffixes

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """Judge the host of the homepage and of every column."""
        home, opened = split(crawl.site.home).host, crawl.home()
        hosts: dict[str, list[FoundColumn]] = {home: []}
        if opened:  # the homepage may send its visitor to another host
            hosts.setdefault(split(opened.url).host, [])
        for column in crawl.columns():
            hosts.setdefault(split(column.url).host, []).append(column)
        for host, columns in hosts.items():
            yield self._judge(host, home, columns, crawl)

    def _judge(self, host: str, home: str, columns: list[FoundColumn], crawl: Crawl) -> Finding | Tally:
        own = [column for column in columns if column.state is not ColumnState.ELSEWHERE]
        called = own or [column for column in columns if column.in_nav]
        opened = crawl.home()
        is_own = bool(own) or host == home or (opened is not None and host == split(opened.url).host)
        if not called and not is_own:
            return Tally(1, Outcome.INAPPLICABLE)
        if literal(host):
            return self._say("bare-ip", host, home, called, crawl)
        if not any(f".{host}".endswith(f".{_in_host(one)}") for one in self.options.suffixes):
            if is_own:
                return self._say("suffix", host, home, called, crawl)
            return self._say("suffix-elsewhere", host, home, called, crawl, Outcome.CANT_TELL)
        if own and bare(host) != bare(home):
            return self._say("other-host", host, home, called, crawl)
        return Tally(1)

    def _say(
        self,
        message: str,
        host: str,
        home: str,
        columns: list[FoundColumn],
        crawl: Crawl,
        outcome: Outcome = Outcome.FAILED,
    ) -> Finding:
        first = columns[0].url if columns else crawl.site.home
        pages = crawl.carriers(first)
        return self.finding(
            message,
            host,
            outcome,
            key="host",
            weight=Severity.NOTICE,
            evidence=[crawl.evidence(page, link_to=first) for page in pages[:1]],
            found_on=pages,
            host=host,
            home=home,
            url=first,
            names=[column.name for column in columns[:_NAMED]] or [crawl.site.name or host],
            suffixes=[f".{one}" for one in self.options.suffixes],
        )


def _in_host(suffix: str) -> str:
    """An ending as host names have it. Raises UnicodeError, a ValueError, for what can be none."""
    return suffix.encode("idna").decode()
