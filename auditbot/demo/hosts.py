"""The hosts of the town and of the world around it: how names resolve and which ports answer."""

from dataclasses import dataclass
from enum import StrEnum

from auditbot.demo.parts import PORTAL

ZONE = "qinghe.example"


class Over6(StrEnum):
    """What happens to a connection over IPv6."""

    ANSWERS = "answers"
    SLOW = "slow"
    CLOSED = "closed"
    HANGS_UP = "hangs-up"
    """It is taken, and dropped after the request."""


class Https(StrEnum):
    """What stands on port 443."""

    CLOSED = "closed"
    NO_TLS = "no-tls"
    """Something that does not speak TLS."""
    ONLY_V4 = "only-v4"
    """The same, over IPv4 alone."""


@dataclass(frozen=True, slots=True)
class Host:
    """One name. Without a row of its own a host has both addresses and answers over both."""

    name: str
    title: str = ""
    v4: str = "127.0.0.1"
    v6: str = "::1"
    broken6: bool = False
    """Asking for its AAAA record ends in SERVFAIL."""
    http: bool = True
    """Something listens on port 80."""
    over6: Over6 = Over6.ANSWERS
    https: Https = Https.CLOSED
    own: bool = False
    """It belongs to the audited site."""
    texts: tuple[str, ...] = ()
    """The name of its only inner page, the text of its front page, and the paragraphs of the inner one."""
    soft_404: bool = False
    """It answers 200 to whatever it does not know."""


HOSTS = (
    Host(PORTAL, own=True),
    Host(ZONE),
    Host("static.qinghe.example"),
    Host("img.qinghe.example", v6=""),
    Host(
        "zwfw.qinghe.example",
        "青禾政务服务",
        own=True,
        texts=(
            "办事大厅楼层导览",
            "一楼综合受理，二楼企业开办，三楼社保医保。",
            "办事大厅分三层：一楼设综合受理、帮办代办和自助服务区，二楼办理企业开办、工程审批和公共资源交易，三楼办理社保、医保和公积金。",
            "每层入口有引导员，老年人和残障人士可以走无障碍通道，由志愿者全程陪同。",
        ),
        soft_404=True,
    ),
    Host(
        "sjkf.qinghe.example",
        "青禾数据开放",
        v6="",
        own=True,
        texts=(
            "公共数据集清单",
            "已开放交通、教育、卫生等数据集四十六个。",
            "清单按照领域列出数据集名称、来源单位、更新频率和下载格式，涉及公交站点、学校名录、定点药店、空气质量等四十六项。",
            "使用者应当注明数据来源，发现错误可以在线反馈，由来源单位五个工作日内核实。",
        ),
    ),
    Host(
        "rx.qinghe.example",
        "12345热线知识库",
        v6="fd12:3456:789a::10",
        own=True,
        texts=(
            "热线工单办理流程",
            "接听、派单、办理、回访，全程可查。",
            "市民来电由话务员登记并复述确认，当场能答复的直接答复，不能答复的半小时内派单。",
            "承办单位一个工作日内联系市民，五个工作日内办结，疑难事项说明理由后可以延长一次，办结后由热线回访满意度。",
        ),
    ),
    Host(
        "dt.qinghe.example",
        "青禾电子地图",
        over6=Over6.CLOSED,
        own=True,
        texts=(
            "标准地图下载",
            "地图审图号及使用说明见下载页。",
            "标准地图分为政区图、交通图和水系图三类，公众可以免费浏览和下载，用作底图时不得改动界线和注记。",
            "公开出版、展示的，应当按照规定送审，并在图上标明审图号和编制单位。",
        ),
    ),
    Host(
        "xf.qinghe.example",
        "青禾消费维权",
        https=Https.ONLY_V4,
        own=True,
        texts=(
            "消费提示",
            "购买预付卡请保留合同和票据。",
            "办理健身、美容、培训等预付卡之前，先查看商户是否备案、资金是否存管，一次不要充太多。",
            "合同应当写明服务内容、退费办法和有效期，商户停业或者变更地址时，消费者可以要求退还余额，协商不成的可以投诉或者申请调解。",
        ),
    ),
    Host(
        "sp.qinghe.example",
        "青禾视频",
        over6=Over6.HANGS_UP,
        own=True,
        texts=(
            "廊桥修缮纪实",
            "跟着老匠人看廊桥怎样修旧如旧。",
            "影片记录了石门廊桥落架大修的全过程：构件逐一编号，朽坏的部分用同种老料嵌补，屋面沿用手工小青瓦。",
            "匠人不用电动工具开榫，大修历时十四个月，桥上重新挂起了村民写的木匾。",
        ),
    ),
    Host(
        "jy.qinghe.example",
        "青禾智慧教育",
        over6=Over6.SLOW,
        own=True,
        texts=(
            "名师空中课堂",
            "每周更新语文、数学、科学课程。",
            "课程由区实验中学、青河小学的骨干教师录制，每节十五分钟，配有学习单和答疑安排。",
            "农村学校可以整班收看，学生在家凭学号登录，周末安排教师在线答疑，录像长期保存、随时回看。",
        ),
    ),
    Host(
        "dag.qinghe.example",
        "青禾档案",
        broken6=True,
        own=True,
        texts=(
            "查档须知",
            "携带身份证到区档案馆一楼查阅，复印不收费。",
            "查阅婚姻、房产、招工、知青等民生档案，凭本人身份证即可办理，代办的需要委托书和双方证件。",
            "工作日上午八时三十分至十二时、下午二时至五时开放，也可以预约异地查档，由所在地档案馆盖章寄送。",
        ),
    ),
    Host("kjj.xishan.example", http=False),
    Host("gjj.xishan.example", https=Https.NO_TLS),
)
"""The hosts that something is to be said about."""


@dataclass(frozen=True, slots=True)
class NameServer:
    """A name server of a zone."""

    name: str
    v6: bool = True
    """It has an AAAA record."""
    silent6: bool = False
    """It does not answer over IPv6."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone with its name servers."""

    name: str
    servers: tuple[NameServer, ...]


ZONES = (
    Zone(
        ZONE,
        (
            NameServer("ns1.qinghe.example"),
            NameServer("ns2.qinghe.example", silent6=True),
            NameServer("ns3.qinghe.example", v6=False),
        ),
    ),
    Zone(
        "zwfw.qinghe.example",
        (NameServer("ns1.zwfw.qinghe.example"), NameServer("ns2.zwfw.qinghe.example", v6=False)),
    ),
)
