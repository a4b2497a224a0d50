"""Our own templates of the circular and of the notice to a unit; an office may put its own in their place."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from auditbot.errors import ConfigError
from auditbot.model.text import Text
from reports.papers.layout import heading, paper, prose, saved, signed, table, title
from reports.papers.template import LARGEST, Template

CIRCULAR, NOTICE = "问题通报.docx", "整改通知.docx"
MARK = "使用范围"


def circular() -> bytes:
    """问题通报: 总体情况, 发现的主要问题, 下一步工作要求, and the list of sites that are not qualified."""
    document = paper()
    title(document, "关于政府网站检查情况的通报")
    heading(document, "一、总体情况")
    prose(
        document,
        "{{期间}}，对政府网站开展了检查。应检查网站 {{网站总数}} 个，已检查 {{已检查}} 个，检查覆盖率 "
        "{{检查覆盖率}}。其中合格 {{合格}} 个，不合格 {{不合格}} 个，尚不能判定 {{尚不能判定}} 个，"
        "合格率 {{合格率}}（{{合格率环比}}）；存在单项否决问题的网站 {{突出问题}} 个，占 {{突出问题占比}}；"
        "看全且未发现问题的网站 {{未发现问题}} 个。",
    )
    prose(
        document,
        "共发现问题 {{问题总数}} 个（{{问题总数环比}}）。{{整改情况}}",
    )
    prose(document, "“我为政府网站找错”留言　　条，按期办结率　　　%。（请填写）")
    heading(document, "二、发现的主要问题")
    prose(
        document,
        "{{类型.序号}}{{类型.名称}}。涉及网站 {{类型.网站数}} 个、问题 {{类型.问题数}} 个。{{类型.举例}}",
    )
    heading(document, "三、下一步工作要求")
    prose(
        document,
        "（一）抓紧整改。有关单位要对照问题逐项整改，于{{整改期限}}前完成，并书面反馈整改情况。",
    )
    prose(document, "（二）举一反三。其他单位要对照所列问题开展自查，发现问题及时改正。")
    prose(document, "（三）跟踪复查。对已反馈的问题逐项复查，复查结果在下一期通报中说明。")
    signed(document, ("{{发文单位}}", "{{日期}}"))
    title(document, "不合格网站名单", over="附件", fresh=True)
    table(
        document,
        ("序号", "网站名称", "标识码", "主办单位", "主要问题", "问题数"),
        tuple(
            f"{{{{附件.{name}}}}}" for name in ("序号", "网站", "标识码", "主办单位", "主要问题", "问题数")
        ),
        (13, 36, 25, 32, 34, 16),
    )
    return saved(document)


def notice() -> bytes:
    """整改通知: what one unit has to mend, by when, with a table of the problems."""
    document = paper()
    title(document, "政府网站问题整改通知")
    prose(document, "{{单位}}：", indented=False)
    prose(
        document,
        "{{期间}}，在对政府网站的检查中，发现由你单位负责的问题 {{问题数}} 个（涉及网站 {{网站数}} 个，"
        "其中涉及单项否决 {{否决数}} 个、已超过规定期限 {{超期数}} 个）。"
        "请于{{整改期限}}前完成整改，并书面反馈整改情况。对问题认定有异议的，请一并说明理由。",
    )
    prose(document, "{{销号.情况}}")
    prose(document, "问题清单附后。整改完成后将逐项复查。")
    prose(document, "联系人：　　　　　　联系电话：")
    signed(document, ("{{发文单位}}", "{{日期}}"))
    title(document, "问题清单", fresh=True)
    table(
        document,
        ("序号", "网站", "问题", "所在页面", "整改建议", "期限"),
        (
            "{{问题.序号}}",
            "{{问题.网站}}",
            "【{{问题.严重程度}}】{{问题.描述}}\n{{问题.应当}}\n依据：{{问题.依据}}{{问题.经过}}",
            "{{问题.页面}}",
            "{{问题.建议}}",
            "{{问题.期限}}",
        ),
        (13, 24, 46, 26, 24, 23),
    )
    prose(document, "{{另有}}")
    return saved(document)


OURS = MappingProxyType({CIRCULAR: circular, NOTICE: notice})


def templates(folder: Path | None) -> Mapping[str, Template]:
    """The templates by file name: those in the folder, and ours for what is not there. Raises ConfigError."""
    if folder is not None and not any((folder / name).is_file() for name in OURS):
        names = "、".join(OURS)
        raise ConfigError(
            Text(f"模板目录里没有模板：{folder}", f"no template in the folder {folder}"),
            Text(f"文件名应为：{names}", f"their names: {names}"),
        )
    return {name: _template(name, folder) for name in OURS}


def _template(name: str, folder: Path | None) -> Template:
    path = folder / name if folder else None
    if path is None or not path.is_file():
        return Template(name, OURS[name]())
    try:
        with path.open("rb") as stream:
            template = Template(name, stream.read(LARGEST + 1))
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from error
    if not template.has(MARK):
        raise ConfigError(
            Text(
                f"{name}：没有 {{{{{MARK}}}}}，不能标明内部资料",
                f"{name}: {{{{{MARK}}}}} is missing: no mark",
            ),
            Text("请在页眉里写上它", "put it into the header of the page"),
        )
    return template
