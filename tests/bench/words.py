"""The words of the benchmark's site: its columns, and what headlines and paragraphs are made of."""

from random import Random

_COLUMNS = (
    "xxgkzn 政府信息公开指南 xxgkzd 政府信息公开制度 fdzdgk 法定主动公开内容 "
    "xxgknb 政府信息公开年报 ysqgk 依申请公开 zfwj 政府文件 zcjd 政策解读 tzgg 通知公告 "
    "zwyw 政务要闻 bmdt 部门动态 zjdt 镇街动态 ldhd 领导活动 rsxx 人事信息 "
    "ghjh 规划计划 tjxx 统计信息 czxx 财政信息 zfcg 政府采购 zdxm 重大项目 "
    "ggzy 公共资源 zdly 重点领域 hjbh 环境保护 spaq 食品安全 aqsc 安全生产 "
    "yjgl 应急管理 jycy 就业创业 shbz 社会保障 ylws 医疗卫生 jyxx 教育信息 "
    "whty 文化体育 lyfw 旅游服务 jtys 交通运输 zfbz 住房保障 cxjs 城乡建设 "
    "tdzs 土地征收 nync 农业农村 slsd 水利水电 lyjj 林业经济 kjcx 科技创新 "
    "gyxx 工业信息 swtz 商务投资 scjg 市场监管 xzzf 行政执法 xzxk 行政许可 "
    "qlqd 权力清单 jcgk 决策公开 hygk 会议公开 jyta 建议提案 dcxx 督查信息 "
    "sjgk 审计公开 gzqy 国资国企 myjj 民营经济 yshj 营商环境 szxc 数字乡村 "
    "fpzx 乡村振兴 ylfw 养老服务 etfl 儿童福利 cjrfw 残疾人服务 tyjr 退役军人 "
    "mzzj 民族宗教 hygq 回应关切"
).split()
COLUMNS = tuple(zip(_COLUMNS[::2], _COLUMNS[1::2], strict=True))
"""Sixty columns: folder and name."""

PLACES = tuple("城关 东湖 西岭 南桥 北坪 白鹭 石门 柳溪 青河 云台 龙潭 梅林 松岗 竹园 荷塘 杏花".split())
SUBJECTS = tuple(
    (
        "老旧小区改造 农村公路养护 饮用水水源保护 中小学课后服务 基层医疗能力提升 高标准农田建设 "
        "城市绿地管护 公共停车设施建设 生活垃圾分类 残疾人就业帮扶 小微企业融资服务 防汛抗旱准备 "
        "食品小作坊整治 养老助餐服务 河道清淤疏浚 古树名木保护 职业技能培训 电动自行车充电设施建设 "
        "政务服务事项下沉 森林防火巡护 冬季供暖保障 特色产业园区建设 普惠托育服务 燃气管道更新"
    ).split()
)
EVENTS = tuple("召开会议部署 实地督导 全面推进 集中开展 顺利完成 专题研究 组织验收 持续深化".split())
PAPERS = tuple("实施方案 管理办法 若干措施 行动计划 实施细则 工作方案".split())
UNITS = tuple("区住房和城乡建设局 区农业农村局 区水利局 区教育局 区卫生健康局 区民政局 区应急管理局".split())

_SENTENCES = (
    "{unit}会同有关镇街对{place}片区{subject}进行了逐项核查，建立清单，明确了完成时限和责任人员。",
    "截至目前，{place}等{number}个村（社区）的{subject}已经完成前期工作，群众参与率达到百分之{share}。",
    "会议指出，{subject}事关群众切身利益，要坚持问题导向，把工作做细做实，不搞形式，不走过场。",
    "会议要求，各有关单位要加强协调配合，对{subject}中遇到的困难及时研究解决，重大事项按程序报告。",
    "为了方便群众办理，{unit}在{place}便民服务中心设立了专门窗口，安排人员现场解答有关{subject}的问题。",
    "下一步，将结合实际进一步完善{subject}的长效机制，确保各项措施落到实处、取得实效。",
    "在{place}，工作人员逐户走访，向居民介绍{subject}的有关政策，并把收集到的{number}条意见分类整理。",
    "项目总投资{number}万元，其中财政资金占百分之{share}，其余部分由受益单位按照规定自行筹措。",
    "{unit}有关负责人表示，{subject}将按照统一规划、分步推进的原则，优先安排群众反映集中的{place}片区。",
    "据统计，今年以来全区累计开展{subject}有关活动{number}场次，受益群众比去年同期增长百分之{share}。",
)


def headline(draw: Random, number: int) -> str:
    """A title that no other number has."""
    place, event, subject = draw.choice(PLACES), draw.choice(EVENTS), draw.choice(SUBJECTS)
    return f"{place}街道{event}{subject}工作（第{number}期）"


def paragraph(draw: Random, sentences: int) -> str:
    """Official prose of so many sentences."""
    return "".join(
        sentence.format(
            unit=draw.choice(UNITS),
            place=draw.choice(PLACES),
            subject=draw.choice(SUBJECTS),
            number=draw.randrange(12, 900),
            share=draw.randrange(11, 99),
        )
        for sentence in draw.sample(_SENTENCES, sentences)
    )
