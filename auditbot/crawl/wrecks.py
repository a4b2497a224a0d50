"""What servers show, with success, in place of a site or a page: a notice, their own first page, an error."""

import re

from auditbot.extract.tree.document import Document

_SUBJECT = r"(?:站点|网站|主机|空间|网页)"
_STOPPED = re.compile(
    rf"(?:该|此|本|您访问的|您浏览的|抱歉[，,！!]?){_SUBJECT}(?:暂时)?已(?:经)?(?:被)?(?:网站)?(?:管理员|服务商)?"
    r"(?:(?:暂停|停止)(?:访问|服务|运行|使用)?|关闭|关停|锁定|禁用|停用)(?=[，。！!,.；;、\s]|请|$)"
    rf"|^\W*{_SUBJECT}已(?:经)?(?:被)?(?:暂停|停止|关闭|关停|停用)(?:访问|服务|运行|使用)?\W*$"
    r"|没有找到(?:对应的)?站点|(?:该|此|您访问的)网站(?:还没有|尚未|未)备案"
    r"|account (?:has been )?suspended|this (?:site|account) (?:is|has been) (?:currently )?suspended",
    re.IGNORECASE,
)
_MOVED = re.compile(r"迁移|迁至|移至|整合|并入|新网址|新网站|新站|请访问|请登录|将于")
"""A site that was closed in good order says where its content went."""
_DEFAULT = re.compile(
    r"welcome to (?:nginx|openresty|tengine|centos)\W*"
    r"|apache2? (?:[a-z]{1,20} )?(?:linux )?default page.{0,20}"
    r"|(?:test page for the |http server test page).{0,60}"
    r"|iis ?\d{0,2}|iis windows server|internet information services.{0,20}"
    r"|apache tomcat(?:/[\d.]{1,20})?|it works\W*"
    r"|(?:恭喜\W*)?(?:站点|网站)创建成功.{0,20}|welcome to xampp.{0,20}",
    re.IGNORECASE,
)
"""Titles as a whole."""
_ERROR = re.compile(
    r"(?:http status |http error |error |错误 ?)?5\d\d(?:\.\d{1,2})?\s*[-–—:：|]?\s*"
    r"(?:internal server error|内部服务器错误|服务器内部错误|服务器错误"
    r"|bad gateway|service (?:temporarily )?unavailable|gateway time-?out)?\W*"
    r"|“/[^”]{0,60}”应用程序中的服务器错误\W*|server error in '[^']{0,60}' application\W*"
    r"|runtime error|database error|系统发生错误|服务器(?:内部)?(?:发生)?错误"
    r"|数据库(?:连接)?(?:错误|出错|失败)",
    re.IGNORECASE,
)
"""Titles as a whole."""
_SAID = re.compile(
    r"\W*(?:(?:php )?(?:fatal|parse) error\s?[:：]|whitelabel error page"
    r"|error establishing a database connection|建立数据库连接时出错"
    r"|http status 5\d\d\b|java\.lang\.[A-Za-z]{1,40}(?:Exception|Error)\b"
    r"|(?:502 bad gateway|503 service (?:temporarily )?unavailable|504 gateway time-?out)\b)",
    re.IGNORECASE,
)
"""How such a page begins."""
_LONGEST = 300


def wreck(title: str, text: str) -> str:
    """``stopped``, ``default-page`` or ``error-page``; nothing where somebody's own content stands."""
    title = title.strip()[:_LONGEST]
    if _DEFAULT.fullmatch(title):
        return "default-page"
    if _ERROR.fullmatch(title) or (len(text) <= 10 * _LONGEST and _SAID.match(text)):
        return "error-page"
    said = (title, text[:_LONGEST])
    brief = len(text) <= _LONGEST and not any(_MOVED.search(words) for words in said)
    return "stopped" if brief and any(_STOPPED.search(words) for words in said) else ""


def wrecked(page: Document) -> str:
    """The same of a page that was parsed."""
    named = page.tree.css_first("title")
    return wreck(named.text() if named else "", page.text)
