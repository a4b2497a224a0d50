"""The labels of a document's table, as departments write them, and the field that each one means."""

INDEX = "index"
NUMBER = "number"
ISSUER = "issuer"
TITLE = "title"
SUBJECT = "subject"
VALIDITY = "validity"
WRITTEN = "written"
PUBLISHED = "published"
OTHER = "other"
PASSING = "passing"

_SPELLINGS = {
    INDEX: "索引号 信息索引号 索取号 信息索取号 索引编号 信息索引",
    NUMBER: "发文字号 文号 发文文号 发文号 文件编号 公文文号 文件号 公文字号 文件文号 发文编号 文件字号",
    ISSUER: (
        "发文机关 发布机构 发布机关 发布单位 发文单位 发文机构 公开主体 信息发布机构 信息公开机构"
        " 制发机关 制定机关"
        " 发文部门 发布部门 公开机构 公开单位 供稿单位 公开责任部门 责任部门 发文机关名称 信息提供单位"
    ),
    TITLE: "标题 名称 信息名称 文件名称 公文名称 题名 信息标题 文件标题 文件题名 公文标题",
    SUBJECT: "主题分类 主题 分类 信息分类 信息类别 主题类别 所属主题 公文主题分类 文件分类",
    VALIDITY: (
        "有效性 效力状况 效力状态 时效性 时效 文件状态 有效状态 文件有效性 是否有效 效力级别 文件效力 状态"
    ),
    WRITTEN: (
        "成文日期 发文日期 生成日期 成文时间 发文时间 印发日期 制发日期 签发日期 产生日期 生成时间 制文日期"
    ),
    PUBLISHED: "发布日期 公开日期 发布时间 公布日期 公开时间 上网日期 信息发布日期 信息公开日期",
    OTHER: (
        "主题词 关键词 公开方式 公开时限 公开范围 公开程序 公开形式 公开类别 公开属性 组配分类"
        " 体裁分类 体裁 服务对象 有效期 实施日期 施行日期 生效日期 失效日期 废止日期 截止日期 内容概述"
        " 内容摘要 语种 载体类型 载体形式 记录形式 规范性文件编号 统一编号 统一登记号 文件类型 公文种类"
        " 文种 联系方式 签发人 起草单位 文件来源 备注 附注"
    ),
    PASSING: (
        "来源 信息来源 文章来源 稿件来源 作者 日期 时间 更新时间 更新日期 编辑 责任编辑 审核 校对 字号"
        " 字体 字体大小 访问量 访问次数 浏览次数 浏览量 阅读次数 阅读量 点击数 点击率 点击量 分享 分享到"
        " 视力保护色 打印"
    ),
}

FIELDS = {label: field for field, labels in _SPELLINGS.items() for label in labels.split()}
"""Label without blanks to field. ``OTHER``: fields that the model does not name; ``PASSING``: what stands in
the line under a title. It ends a value but is no part of the table.
"""

TELLING = frozenset(label for label in FIELDS if FIELDS[label] in (INDEX, NUMBER))
"""Labels that only a document's table has."""
