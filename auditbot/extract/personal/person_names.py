"""Names of persons as lists show them: a cell or word of two to four letters that begins with a surname."""

import re

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高梁郑谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
    "温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴"
    "霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚"
    "岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑"
    "迟邝揭练赖丘郁闻"
)
_COMPOUND = "欧阳|司马|上官|诸葛|司徒|东方|皇甫|尉迟|公孙|慕容|令狐|夏侯|端木|轩辕|宇文|长孙|独孤|南宫"
_HIDDEN = "某*＊×xX○〇●"
_NAME = re.compile(rf"(?:{_COMPOUND}|[{_SURNAMES}])(?:[一-鿿]{{1,2}}|[{re.escape(_HIDDEN)}]{{1,3}}[一-鿿]?)")
_MINORITY = re.compile(r"[一-鿿]{2,8}[·•][一-鿿]{2,10}")
_BLANKS = re.compile(r"\s+")
_SPLIT = re.compile(r"[\s,，、:：;；()（）\[\]【】/|\-—.。\"“”]+|[0-9]+")
_BEFORE = re.compile(
    r"^(?:村民|居民|户主|学生|家长|业主|申请人|考生|老人|群众|市民|职工|同志|本人|我叫|我是|姓名|女|男)+"
)
_WORDS = frozenset(
    "高中 金额 单位 时间 方式 计划 成绩 车间 项目 关于 平台 江苏 江西 江苏省 江西省 宁夏 安徽 安徽省 "
    "广东 连江 沙县 石狮 龙岩 马路 万元 党员 党委 党组 党支部 党政办 文件 文化 文化站 文字 文号 方案 "
    "方法 安全 安置 安排 明细 全部 全区 全市 全县 全省 全国 全体 全日制 成人 成立 成员 成效 应当 "
    "应急 应急办 应急局 和平 和谐 华侨 古城 古镇 金融 金融办 高校 高级 高新区 高等 高职 商务 商务局 "
    "商品 商会 师范 农业 农村 农户 农民 农行 农林 农场 司法 司法所 司法局 司机 时候 阳光 连续 项目部 "
    "麦当 查询 查看 明确 管理 管理员 管理站 管委会 施工 施工方 成本 成交 解决 解读 解答 解除 路口 "
    "路段 路灯 蓝天 华东 华南 单价 单独 单元 谷类 季度 毕业 毕业生 包装 包保 包村 符合 宁波 宁德 "
    "康复 温州 温度 武汉 武术 毛利 史料 白天 方面 方向 石材 石油 夏季 夏天 金牌 金银 任务 任职 任命 "
    "任教 姚安 万人 于是 叶片 程序 程度 范围 马上 高度 高考 周边 周期 周一 周二 周三 周四 周五 周六 "
    "周日 周末 黄色 黄河 黄山 曾经 许可 许可证 何时 何地 胡同 林业 林业局 林业站 林地 林权 林场 罗列 "
    "唐山 宋体 田地 田间 董事 董事长 蒋家 杜绝 苏州 任何 钟点 陆续 石家庄 白酒 白云 江南 江北 段落 "
    "雷电 龙头 龙岩市 史上 顾客 顾问 毛重 严格 严重 武装 武装部 康养 向上 向导 文明 文明办 文旅局 "
    "文体局 文广局 牛奶 安监站 安监局 安居 齐全 易地 章程 关键 关注 关系 甘肃 甘肃省 包括 尚未 纪委 "
    "纪律 纪检 纪检组 梅花 童装 单项 季节 盛大 曲目 路线 游客 游泳 辛苦 管道 房屋 房产 房号 房管局 "
    "屈服 穆斯林 卓越 古代 吉林 吉林省 简称 简历 简介 车辆 车型 车站 车牌 连接 费用 费率 宫殿 景区 "
    "景点 席位 卫生 卫生院 卫生室 卫生所 卫健局 卫计局 卫健委 米粉 宗教 宗旨 全程 全称 全年 师傅 师资 "
    "荣誉 明年 明天 池塘 沙滩 华人 丛书 仲裁 边界 应用 党校 党史 柳州 马鞍山 申请 申报 申诉 申请人 "
    "成品 水利 水利局 水利站 都市 钱款 付款 付款人 余额 余款 汤类 祝贺 宁静 毕节 冷链 费县 卜算 米面 "
    "全额 全年度".split()
)
"""What begins with a surname and is no name."""


def is_name(word: str) -> bool:
    """Whether a word is written as the name of a person is; also where a part is hidden (张*, 李某某)."""
    word = _BLANKS.sub("", word)
    if not 2 <= len(word) <= 12 or word in _WORDS:
        return False
    return bool(_NAME.fullmatch(word) or _MINORITY.fullmatch(word))


def name_in(text: str) -> str:
    """The last name among the words of a short text; empty where there is none."""
    cells = [cell for cell in text.split("\t") if cell.strip()]
    for cell in reversed(cells):
        if len(cells) > 1 and is_name(cell):
            return _BLANKS.sub("", cell)
    for word in reversed(_SPLIT.split(text[-80:])):
        bare = _BEFORE.sub("", word)
        if is_name(bare):
            return bare
    return ""
