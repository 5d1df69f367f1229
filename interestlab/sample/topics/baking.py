"""Baking bread and cakes."""

from interestlab.sample.topic import Topic

TOPIC = Topic(
    name="baking",
    english=(
        "The sourdough starter doubled in four hours, so I mixed the dough with {flour} straight away.",
        "My {bake} came out flat again; I think the butter was too warm when I folded the dough.",
        "Baking the loaf in {vessel} gave me the crackling crust I have chased for years.",
        "Does {flour} need more water? My dough at seventy percent felt stiff and tore while shaping.",
        "Proved the {bake} overnight in the fridge, and the flavour is so much deeper than a quick rise.",
        "The recipe says fold four times, yet with {flour} I stop at three before the gluten tears.",
        "A pinch of {spice} in the {bake} made the whole kitchen smell like my grandmother's house.",
        "The crumb was gummy in the middle, although the crust looked done; lower oven and longer bake next time.",
        "Whisked the egg whites to stiff peaks, and my {bake} still sank when I opened the oven door.",
        "Scored the loaf too shallow and it burst along the side of {vessel} instead.",
        "Made {bake} for the school fair, sold out in ten minutes, and hands still smell of {spice}.",
        "Swapped a third of the white for {flour} and the loaf stayed moist for four days.",
        "My oven runs hot, so the {bake} browned in twenty minutes while the inside was raw batter.",
        "Fed the starter rye for a week, and the bread finally tastes sour instead of just tangy.",
        "Laminating the dough for {bake} in a warm kitchen is a race against melting butter.",
    ),
    chinese=(
        "用{粉}做的{点}终于拉出手套膜了，组织特别柔软。",
        "{点}又塌了，是不是烤箱门开得太早？蛋白明明打到硬性发泡。",
        "天然酵种养了两周，今天四个小时就长到两倍高。",
        "面团冷藏发酵一夜，早上烤出来的{点}香味完全不一样。",
        "请问{粉}的吸水量大概多少？我按七成水揉出来太干了。",
        "铸铁锅烤的欧包外壳噼里啪啦响，割包终于有了耳朵。",
        "给女儿烤了{点}，加了一点{香}，全家抢着吃完。",
        "开酥的时候厨房太热，黄油全化了，{点}一点层次都没有。",
        "烤箱温度偏高，{点}上色太快，里面还是湿的，下次盖锡纸。",
    ),
    english_closings=(
        "The kitchen is covered in flour.", "Nothing left for breakfast.", "Next batch goes in tomorrow.",
        "The oven timer lied again.", "Butter makes it better.", "My starter has a name now.", "Crumb shot tomorrow.",
    ),
    chinese_closings=("厨房全是面粉。", "明天再烤一炉。", "早餐有着落了。", "黄油真是灵魂。"),
    slots={
        "flour": ("rye flour", "spelt", "strong white flour", "wholemeal", "freshly milled wheat", "semolina"),
        "bake": ("croissants", "cinnamon buns", "a sponge cake", "brioche", "banana bread", "macarons", "lemon tart"),
        "vessel": ("a cast-iron pot", "a clay baker", "a cold Dutch oven", "the pizza stone", "a steamy oven"),
        "spice": ("cardamom", "nutmeg", "vanilla", "saffron", "ginger", "orange zest"),
        "粉": ("高筋面粉", "黑麦粉", "全麦粉", "低筋面粉", "斯佩尔特粉"),
        "点": ("吐司", "戚风蛋糕", "可颂", "肉桂卷", "贝果", "蛋挞", "司康"),
        "香": ("香草", "肉桂粉", "橙皮屑", "豆蔻", "桂花"),
    },
    english_threads=(
        "Sourdough starters, alive and dead", "Today's loaf", "Cake disasters", "Which flour for what", "Lamination club",
        "Ovens that lie", "Scoring and shaping", "Holiday baking", "Gummy crumb clinic", "Bakes for a crowd",
        "Spice drawer",
    ),
    chinese_threads=("今天烤了什么", "天然酵种养护", "戚风翻车现场", "面粉选购指南", "开酥互助组", "烤箱温度讨论"),
)  # fmt: skip
