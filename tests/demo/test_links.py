"""References that are planted on pages."""

from auditbot.demo.answers import Act
from auditbot.demo.links import CARRIED
from auditbot.demo.town import Town
from auditbot.url import BadHref, Url, read
from tests.demo.reading import html
from tests.demo.walking import answer_at


def test_links_stand_on_the_pages_that_carry_them(town: Town) -> None:
    frames = {"trs": "qhyw", "hanweb": "qzxx", "home": "home"}
    for link in CARRIED:
        page = html(town, frames.get(link.on, link.on))
        assert link.href.replace("&", "&amp;") in page, link


def test_shared_faults_count_their_pages(town: Town) -> None:
    pages = {row.target: row.pages for row in town.planted if row.message == "broken"}
    assert (pages["http://www.qinghe.example/images/foot_gh.png"] or 0) > 100
    assert (pages["http://www.qinghe.example/script/2021/fontsize.js"] or 0) > 50
    alone = [count for target, count in pages.items() if "foot_gh" not in target and "fontsize" not in target]
    assert set(alone) == {1}


def test_bad_references_are_bad_as_written() -> None:
    classes = {
        "malformed": BadHref.MALFORMED, "local-file": BadHref.LOCAL_FILE,
        "scheme": BadHref.SCHEME, "template": BadHref.TEMPLATE, "private": None,
    }  # fmt: skip
    for link in CARRIED:
        if link.message == "bad-href":
            assert read(link.href, Url("http://www.qinghe.example/")).bad is classes[link.class_]


def test_healthy_links_answer(town: Town) -> None:
    healthy = [row.target for row in town.look_alikes if row.check == "broken-links"]
    for target in healthy:
        if target.startswith("http") and "/2016/" not in target and "/2019/" not in target:
            answer = answer_at(town, target)
            assert answer is not None, target
            assert answer.status in (200, 301, 302), target


def test_acts_of_link_faults(town: Town) -> None:
    acts = {"timeout": Act.SILENCE, "reset": Act.RESET}
    for row in town.planted:
        if row.class_ in acts:
            answer = answer_at(town, row.target)
            assert answer is not None
            assert answer.act is acts[row.class_]


def test_a_folder_and_its_index_file_are_planted_equal_and_different(town: Town) -> None:
    host = town.answers["www.qinghe.example"]
    assert host["/zwdt/tzgg/index.html"] == host["/zwdt/tzgg/"]
    assert host["/zt/wh/index.html"].body != host["/zt/wh/"].body
