"""Pages for walks in memory."""

from auditbot.check import Target
from auditbot.url import Url
from tests.crawl.walked import Walk, url

GONE = "<html><head><title>提示</title></head><body><p>您访问的页面不存在，请检查网址。</p></body></html>"


def links(*to: str) -> str:
    return "".join(f'<p><a href="{path}">链接{number}</a></p>' for number, path in enumerate(to))


def article(number: int, more: str = "") -> str:
    return f"<h1>第{number}篇</h1><p>{f'这是第{number}篇的正文，写着不同的话。' * 9}</p>{more}"


def row(count: int) -> dict[str, str]:
    """Pages one behind the other."""
    pages = {f"/a{n}.html": article(n, links(f"/a{n + 1}.html")) for n in range(count)}
    return {"/": links("/a0.html"), **pages, f"/a{count}.html": article(count)}


def target(walk: Walk, address: str) -> Target:
    found = walk.view.target(url(address) if address.startswith("/") else Url(address))
    assert found
    return found
