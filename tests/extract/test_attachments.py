from tests.extract.pages import SITE, article, facts


def names(text: str, after: str = "") -> list[tuple[str, str | None]]:
    page = facts(article(text, after=after), path="/zwgk/202608/t20260801_1.html")
    return [(item.title, item.target) for item in page.attachments]


def test_files_by_their_ending() -> None:
    assert names('<a href="P1.pdf">附件1.实施方案</a><a href="b.html">办法</a>') == [
        ("附件1.实施方案", f"{SITE}/zwgk/202608/P1.pdf")
    ]


def test_files_behind_a_download_address() -> None:
    assert names('<a href="/module/download/downfile.jsp?filename=a">申请表</a>') == [
        ("申请表", f"{SITE}/module/download/downfile.jsp?filename=a")
    ]


def test_a_download_address_in_one_word() -> None:
    assert names('<a href="/file/downloadFile?id=3">名单</a>') == [("名单", f"{SITE}/file/downloadFile?id=3")]


def test_a_page_of_downloads_is_no_file() -> None:
    assert names('<a href="/download/index.html">下载中心</a><a href="/download/">更多下载</a>') == []


def test_a_file_whose_link_is_lost() -> None:
    assert names('<a href="javascript:;">申请表（附件）.xlsx</a>') == [("申请表（附件）.xlsx", None)]


def test_each_file_once() -> None:
    assert len(names('<a href="1.docx">表</a><a href="1.docx">表</a>')) == 1


def test_a_picture_that_is_shown_is_no_file() -> None:
    assert names('<a href="1.jpg"><img src="1.jpg"></a>') == []


def test_files_of_the_foot_are_not_the_pages() -> None:
    foot = (
        '<div class="footer"><a href="/help.pdf">帮助</a> 主办：青禾区政府 版权所有 '
        "网站标识码：3204020001</div>"
    )
    assert names("文", foot) == []


def test_a_file_without_words() -> None:
    assert names('<a href="/f/plan.docx"></a>')[0][0] == "plan.docx"
