"""Why the text of a file cannot be judged, in words."""

from auditbot.check import Text
from auditbot.model.attachment import AttachmentFacts, Untested

UNREAD = {
    "no-library": Text(
        "未安装读取附件的组件（auditbot[documents]）",
        "the library for files is not installed (auditbot[documents])",
    ),
    "not-started": Text("读取附件的进程未能启动", "the process that reads files could not be started"),
    "too-slow": Text("读取附件超时", "reading the file took too long"),
    "too-big": Text("读取附件超出内存上限", "reading the file took too much memory"),
    "broke": Text("附件无法解析", "the file could not be parsed"),
    "not-fetched": Text("附件没有下载", "the file was not fetched"),
    "too-large": Text("附件超过大小上限", "the file is larger than the limit"),
    "timeout": Text("下载附件超时", "fetching the file took too long"),
    "robots": Text("robots.txt 不允许下载附件", "robots.txt does not allow the file"),
    "too-many": Text("附件总量已到上限", "the files of the site took up what they may in all"),
    "not-a-document": Text("链接到的不是文档", "what the link leads to is no document"),
    "encrypted": Text("附件已加密", "the file is encrypted"),
    "bomb": Text("附件解压后超过上限", "the file unpacks to more than the limit"),
    "damaged": Text("附件已损坏", "the file is damaged"),
    "scanned": Text("附件是扫描件，没有文字", "the file is a scan without text"),
    "no-converter": Text(
        "旧格式附件，本机没有 LibreOffice，未能读取",
        "a file of an old format, and this machine has no LibreOffice to read it",
    ),
    "not-converted": Text("旧格式附件，未能转换", "a file of an old format that could not be converted"),
    "text-unread": Text("附件的文字无法读取", "the text of the file could not be read"),
    "partly": Text("附件只读出一部分", "only a part of the file could be read"),
}


def unread(file: AttachmentFacts | Untested) -> Text | None:
    """Why nothing can be said of a file's text as a whole; ``None`` where it can be judged."""
    reason = file.reason if isinstance(file, Untested) else file.unreadable
    return UNREAD[reason] if reason else None
