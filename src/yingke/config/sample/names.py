"""Invented names of people, companies and positions."""

from random import Random

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = (  # noqa: SIM905 – words in a row read better than a column of eighty
    "伟 芳 娜 敏 静 丽 强 磊 军 洋 勇 艳 杰 涛 明 超 秀兰 霞 平 刚 桂英 文博 思远 雨桐 子涵 浩然 "
    "佳怡 欣妍 俊杰 晓彤 立群 国栋 建华 海燕 志强 丽娟 振宇 梦洁 嘉懿 煜城 懿轩 烨伟 苑博 伟泽 "
    "熠彤 鸿煊 博涛 烨霖 烨华 煜祺 智宸 正豪 昊然 明杰 立诚 立轩 立辉 峻熙 弘文 哲瀚 鑫鹏 昊天 "
    "若曦 静姝 婉清 语嫣 诗涵 雅琪 晓妍 安琪 可欣 慧敏"
).split()
FOREIGN = [
    *("Anna Keller", "Thomas Brandt", "Julia Vogel", "Markus Lindner", "Sophie Laurent"),
    *("Pierre Moreau", "James Whitfield", "Emily Carter", "Kenji Morita", "Yuki Tanabe"),
    *("Min-jun Han", "Carlos Ibarra", "Lucia Ferrer", "Omar Haddad", "Ingrid Solberg"),
]
PLACES = (  # noqa: SIM905
    "华晟 远航 明德 鼎岳 泓瑞 启辰 中澜 盛屿 云杉 瀚川 锦澄 博望 天枢 宏桥 安澜 星野 恒砺 海纳 "
    "同曦 嘉禾 铭泰 金穗 朗润 凌霄 松石 元启 晶诚 蓝桥 沃野 昆仑海 广陵 沁源 长风 翠屏 瑞霖 北辰星 "
    "丰澜 青禾 拓远 宁德海 弘毅 景行 天岳 润泽 卓识 汇智 海棠湾 祥麟 紫金 智衡"
).split()
TRADES = {
    "energy": ("新能源", "储能", "电力"),
    "manufacturing": ("重工", "精密制造", "装备"),
    "technology": ("科技", "信息技术", "软件"),
    "automotive": ("汽车", "汽车零部件", "智驾"),
    "healthcare": ("医药", "医疗器械", "生物"),
    "retail": ("商贸", "零售", "食品"),
    "logistics": ("物流", "港务", "供应链"),
    "construction": ("建设", "置业", "建材"),
    "education": ("教育", "研究院", "职业学院"),
    "finance": ("资本", "融资租赁", "保险"),
}
FORMS = ("有限公司", "股份有限公司", "集团有限公司")
OVERSEAS = [
    *("Brandt Antriebstechnik", "Keller Systems", "Moreau Énergie", "Whitfield Robotics"),
    *("Morita Precision", "Han River Battery", "Ibarra Logística", "Solberg Marine"),
]
TITLES = {
    "decider": ("董事长", "总经理", "首席执行官"),
    "influencer": ("技术副总裁", "首席技术官", "采购副总裁"),
    "champion": ("研发总监", "项目总监", "数字化总监"),
    "gatekeeper": ("采购经理", "董事长秘书", "总经办主任"),
    "user": ("产线经理", "工艺工程师", "设备主管"),
}
CONCERNS = (
    *("交付周期能否缩短到六周", "二期扩产的总成本", "与现有系统的接口", "质保与备件响应"),
    *("国产化率与合规", "能耗数据的真实性", "驻场技术支持", "付款条件与账期"),
)
# kind, stance, text, sealed
NOTES = [
    ("diet", "taboo", "清真饮食", False),
    ("diet", "taboo", "对花生过敏", False),
    ("diet", "taboo", "无麸质", False),
    ("diet", "taboo", "素食", False),
    ("diet", "preference", "喜欢清淡的江浙菜", False),
    ("health", "taboo", "膝伤，少走楼梯", True),
    ("etiquette", "taboo", "不饮白酒", False),
    ("etiquette", "preference", "行程以微信确认", False),
    ("language", "preference", "需要英文同传", False),
    ("topic", "preference", "关心产线能耗", False),
    ("religion", "taboo", "周五中午需礼拜", True),
    ("gift", "preference", "偏好本地茶叶", False),
]


class Names:
    """Draws names without repetition."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._used: set[str] = set()

    def person(self) -> str:
        """Draw a Chinese name, surname first."""
        while True:
            name = self._random.choice(SURNAMES) + self._random.choice(GIVEN)
            if name not in self._used:
                self._used.add(name)
                return name

    def company(self, industry: str) -> tuple[str, str]:
        """Draw a company's full and short name."""
        while True:
            stem = self._random.choice(PLACES)
            trade = self._random.choice(TRADES[industry])
            if stem + trade not in self._used:
                self._used.add(stem + trade)
                return f"{stem}{trade}{self._random.choice(FORMS)}", stem + trade
