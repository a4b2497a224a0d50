"""Whether a document was issued above the site: by the State, a ministry, or its province or city."""

import re

from auditbot.model.site import Site

_STATE = re.compile(
    r"^(?:中共中央|中央|国务院|全国人民代表大会|全国人大|国家(?!级)[一-鿿]{2,16}[局委院]|最高人民"
    r"|中华人民共和国"
    r"|(?:教育|科技|科学技术|公安|民政|司法|财政|人力资源和?社会保障|自然资源|生态环境"
    r"|住房和?城乡建设|交通运输|水利"
    r"|农业农村|商务|文化和旅游|退役军人事务|应急管理|工业和信息化)部|(?:海关|税务|市场监管"
    r"|市场监督管理|体育|广播电视)总[局署])"
)
_STATE_CODE = re.compile(
    r"^(?:国发|国办|国函|国令|国市监|国卫|国资|国税|中发|中办|厅字|发改[一-鿿]{0,3}"
    r"|财[税预综社农教建行金会资办]|人社部"
    r"|教[一-鿿]{0,4}〔|民[一-鿿]{0,2}发|建[一-鿿]{1,2}〔|环[一-鿿]{1,3}〔|农[一-鿿]{1,3}发|文旅"
    r"|退役军人部|税总|医保发"
    r"|银保监|工信部|国务院令|法释|法发)"
)
_PROVINCES = (
    "北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南"
    " 广东 海南 四川 贵州 云南 陕西"
    " 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆"
).split()
_PROVINCE = rf"(?:{'|'.join(_PROVINCES)})(?:省|市|壮族自治区|回族自治区|维吾尔自治区|自治区)?"
_PROVINCE_CODE = re.compile(
    r"^(?:京|津|沪|渝|冀|晋|辽|吉|黑|苏|浙|皖|闽|赣|鲁|豫|鄂|湘|粤|琼|川|黔|滇|云|陕|甘|青|内|桂|藏|宁|新)"
    r"(?:府|政|委|办)办?[发函规令字]"
)
_BODY = r"(?:人民政府|政府|委|[一-鿿]{2,14}[厅局委])"
_OF_PROVINCE = re.compile(rf"^(?:{_PROVINCE}|省)(?P<body>{_BODY})")
_OF_CITY = re.compile(rf"^[一-鿿]{{0,6}}?(?<!城)市(?!场|政(?!府))(?P<body>{_BODY})")
"""Not the bodies of a district whose names hold that letter: 市场监督管理局, 城市管理局, 市政管理局."""
_PROVINCE_SITE = re.compile(rf"^{_PROVINCE}(?P<body>{_BODY}|)$")
_MARKET = "市场"
_PLACE_WITHIN = re.compile(r"[市区县旗镇乡州盟]")
_DISTRICT_SITE = re.compile(r"[一-鿿](?:区|县|旗|镇|乡|街道)")


def is_higher(site: Site, title: str, number: str, issuer: str) -> bool:
    """Whether title, number or issuer tell a body above the one whose site this is."""
    said = [words for words in (title, issuer) if words]
    own = site.unit or site.name
    if any(_STATE.search(words) for words in said):
        return True
    if any(_is_of(words, _OF_PROVINCE) for words in said):
        return not _is_of(own, _PROVINCE_SITE)
    if any(_is_of(words, _OF_CITY) for words in said):
        return bool(_DISTRICT_SITE.search(own.replace("自治区", "")))
    if _STATE_CODE.search(number):
        return True
    foreign = bool(number) and number[0] not in own
    return foreign and bool(_PROVINCE_CODE.search(number)) and not _is_of(own, _PROVINCE_SITE)


def _is_of(words: str, level: re.Pattern[str]) -> bool:
    """Whether the words begin with a body of this level, and not of a place within it: 江苏省常州市民政局."""
    match = level.match(words)
    return bool(match and not _PLACE_WITHIN.search(match["body"].replace(_MARKET, "")))
