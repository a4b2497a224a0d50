"""Sites of one shell that scripts fill: every address, also an impossible one, answers the same."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from auditbot.model.fetch import Failure, FailureKind
from auditbot.net.http.request import Reply, Request
from auditbot.testing import HOME, Answered, MemoryVisitor
from auditbot.url import Url
from tests.crawl.pages import links
from tests.crawl.walked import url, walked

APP = '<div id="app"></div><script src="/app.js"></script>'
HEAD = "<html><head><title>政务服务网</title></head><body>"
SHELLS = {
    "empty": f"{HEAD}{APP}",
    "with words for those without script": (
        f"{HEAD}<noscript><strong>We're sorry but portal doesn't work properly without JavaScript enabled."
        " Please enable it to continue.</strong></noscript>"
        '<div id="main"></div><script src="/app.js"></script>'
    ),
    "loading": f'{HEAD}<div id="app"><p>加载中...</p></div><script src="/app.js"></script>',
    "pictures": f'{HEAD}<img src="/a.jpg">',
}
GONE = {
    "words": f"{HEAD}<p>对不起，您访问的页面不存在，请返回首页。</p>",
    "words and a script": f"{HEAD}<p>404 页面不存在</p><script>$.get('/menu', show)</script>",
    "words of another kind": f"{HEAD}<p>本站正在改版，请从首页进入。</p>",
}


class Falling(MemoryVisitor):
    """What is not there is answered with one page, on the site and outside."""

    def __init__(self, body: str) -> None:
        super().__init__({"/": links("/app/1", "http://zwfw.example/item/1")}, HOME)
        self.body = body

    def _answer(self, url: Url) -> Answered:
        return super()._answer(url) if url in self._pages else Answered(self.body)


def soft_404s(body: str, folder: Path) -> Mapping[str, str]:
    with walked({}, folder, run=False) as walk:
        walk.visitor = Falling(body)
        walk.run()
        return {one.url: one.soft_404 for one in walk.view.targets()}


@pytest.mark.parametrize("body", SHELLS.values(), ids=SHELLS)
def test_a_shell_is_no_page_that_is_not_there(body: str, tmp_path: Path) -> None:
    assert set(soft_404s(body, tmp_path).values()) == {""}


@pytest.mark.parametrize("body", GONE.values(), ids=GONE)
def test_a_page_of_words_that_everything_gets_is_not_there(body: str, tmp_path: Path) -> None:
    found = soft_404s(body, tmp_path)
    assert found[url("/app/1")]
    assert found[Url("http://zwfw.example/item/1")] == "same-as-impossible"


def test_a_host_that_is_busy_once_is_asked_again_what_it_says_of_nothing(tmp_path: Path) -> None:
    class Busy(Falling):
        async def visit(self, request: Request, *, obey_robots: bool = True) -> Reply:
            once = request.url.endswith(".html") and not any(one.url.endswith(".html") for one in self.asked)
            if once:
                self._pages[request.url] = Answered(failure=Failure(FailureKind.TIMEOUT))
            return await super().visit(request, obey_robots=obey_robots)

        def _answer(self, url: Url) -> Answered:
            answer = super()._answer(url)
            if answer.failure:
                self._pages.pop(url)
            return answer

    with walked({}, tmp_path, run=False) as walk:
        walk.visitor = Busy(GONE["words of another kind"])
        walk.run()
        assert {one.url: one.soft_404 for one in walk.view.targets()}[url("/app/1")] == "same-as-impossible"
