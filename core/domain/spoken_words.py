"""Figures that two people compare aloud, over a radio or across a table, as a few words each.

The list is this project's own: 512 everyday things of two characters, no two of which sound alike even where zh and z,
ch and c, sh and s, n and l, -ng and -n are not kept apart. Each word carries nine bits, so six words tell one laptop's
key from another, and eight a chain of entries. What the words stand for is compared, never typed: their order in this
list must not change, or two versions would read the same key differently.
"""

_LISTED = """
白菜 萝卜 土豆 番茄 黄瓜 茄子 冬瓜 南瓜 西瓜 苦瓜 丝瓜 豆腐 豆角 花生 核桃 板栗
红枣 柿子 苹果 葡萄 樱桃 桃子 李子 杏仁 柚子 香蕉 菠萝 芒果 石榴 山楂 草莓 柠檬
木瓜 甘蔗 玉米 小麦 高粱 糯米 面条 馒头 包子 饺子 馄饨 烧饼 油条 米饭 豆浆 牛奶
酸奶 蜂蜜 白糖 食盐 酱油 陈醋 花椒 大蒜 生姜 大葱 芹菜 菠菜 韭菜 莲藕 竹笋 蘑菇
木耳 海带 紫菜 鸡蛋 鸭蛋 火腿 腊肉 烤鸭 鲤鱼 草鱼 带鱼 螃蟹 龙虾 蜗牛 老虎 大象
骆驼 熊猫 猴子 狐狸 野兔 松鼠 刺猬 黄牛 水牛 山羊 绵羊 骏马 毛驴 公鸡 母鸡 小鸭
白鹅 鸽子 喜鹊 乌鸦 麻雀 燕子 老鹰 孔雀 鹦鹉 仙鹤 天鹅 海豚 鲸鱼 青蛙 乌龟 蝴蝶
蜻蜓 蜜蜂 蚂蚁 蜘蛛 蟋蟀 企鹅 袋鼠 斑马 犀牛 河马 羚羊 兰花 菊花 荷花 牡丹 月季
玫瑰 茉莉 桂花 杜鹃 海棠 丁香 百合 水仙 芍药 牵牛 柏树 杨树 柳树 槐树 榆树 银杏
枫叶 梧桐 竹子 芦苇 青苔 爬山 小草 种子 树根 树皮 树枝 果园 菜园 花盆 麦田 稻田
篱笆 水井 石磨 碾子 锄头 镰刀 铁锹 斧头 锤子 锯子 钳子 剪刀 菜刀 案板 铁锅 砂锅
蒸笼 筷子 勺子 盘子 饭碗 茶壶 茶杯 水桶 脸盆 毛巾 肥皂 牙刷 牙膏 镜子 雨伞 拐杖
眼镜 手表 钟表 闹钟 日历 台灯 蜡烛 灯笼 火柴 炉子 煤球 木柴 风箱 烟囱 屋顶 窗户
门帘 门槛 楼梯 台阶 阳台 走廊 院子 围墙 大门 钥匙 铁锁 抽屉 书柜 衣柜 木箱 桌子
椅子 板凳 沙发 木床 被子 枕头 床单 毯子 席子 蚊帐 棉袄 毛衣 衬衫 裤子 裙子 袜子
布鞋 皮鞋 雨靴 帽子 手套 围巾 腰带 纽扣 针线 布料 棉花 羊毛 丝绸 绳子 扁担 竹篮
箩筐 麻袋 簸箕 扫帚 抹布 算盘 毛笔 铅笔 钢笔 墨水 宣纸 信封 邮票 杂志 课本 字典
地图 黑板 粉笔 书包 橡皮 尺子 圆规 胶水 电话 电视 电脑 冰箱 风扇 空调 相机 音箱
喇叭 铃铛 锣鼓 二胡 琵琶 古筝 笛子 唢呐 钢琴 吉他 口琴 小号 象棋 围棋 扑克 风筝
陀螺 毽子 秋千 积木 气球 皮球 足球 篮球 排球 跳绳 滑冰 游泳 跑步 太极 武术 京剧
相声 秧歌 舞蹈 画家 歌手 诗人 作家 医生 护士 老师 学生 木匠 铁匠 瓦匠 裁缝 厨师
司机 船长 渔民 猎人 牧童 农夫 工人 士兵 队长 村长 邻居 朋友 爷爷 奶奶 叔叔 阿姨
哥哥 姐姐 弟弟 妹妹 新娘 娃娃 火车 汽车 卡车 马车 飞机 轮船 帆船 木筏 摩托 地铁
铁路 公路 隧道 石桥 码头 车站 机场 广场 公园 学校 医院 银行 邮局 商店 饭店 茶馆
书店 药铺 磨坊 油坊 工厂 矿山 仓库 灯塔 城墙 钟楼 宝塔 寺庙 亭子 长城 故宫 胡同
牌坊 石狮 太阳 月亮 星星 银河 彩虹 白云 微风 雪花 冰糖 露珠 晚霞 朝阳 春天 夏天
秋天 冬天 清晨 中午 傍晚 午夜 东方 南边 西部 北方 高原 平原 草原 森林 沙漠 海岛
海洋 湖泊 小溪 泉水 瀑布 温泉 山谷 山峰 山坡 岩石 石灰 沙子 泥土 黄金 白银 青铜
钢铁 煤炭 玻璃 瓷器 陶罐 珍珠 玛瑙 翡翠 珊瑚 贝壳 磁铁 罗盘 算术 语文 历史 音乐
美术 体育 科学 节日 春联 鞭炮 元宵 月饼 年糕 红包 对联 头发 眉毛 耳朵 鼻子 嘴巴
牙齿 脖子 肩膀 胳膊 手掌 拇指 膝盖 脚跟 脊背 红色 橙子 黄色 绿色 青色 蓝色 紫色
黑色 灰色 圆圈 方块 直线 曲线 单数 勇敢 诚实 勤劳 善良 聪明 快乐 微笑 幸福 友谊
"""
WORDS = tuple(_LISTED.split())
BITS_A_WORD = 9


def spoken(digest: bytes, count: int) -> tuple[str, ...]:
    """The first `count` words of a digest, nine bits a word, highest bits first. ValueError for a digest too short."""
    if not 0 < count * BITS_A_WORD <= len(digest) * 8:
        raise ValueError(count)
    bits = int.from_bytes(digest, "big") >> (len(digest) * 8 - count * BITS_A_WORD)
    return tuple(WORDS[bits >> BITS_A_WORD * left & len(WORDS) - 1] for left in reversed(range(count)))
