"""Coffee at home."""

from interestlab.sample.topic import Topic

TOPIC = Topic(
    name="coffee",
    english=(
        "Dialled in the {bean} at eighteen grams in, forty out, and the espresso tastes of {note}.",
        "My {grinder} retains two grams, so the first shot of the morning is always stale.",
        "With the {brewer} I pour in three pulses, and the cup is sweeter than with one long pour.",
        "The {bean} was too bright at ninety-six degrees; cooler water brought out {note}.",
        "Is a {grinder} worth it for filter coffee, or will I only taste the difference in espresso?",
        "Descaled the machine, changed the gasket, and the pressure finally climbs to nine bar again.",
        "Milk steaming tip: stop stretching at body temperature, then roll it until the jug hurts your hand.",
        "Roasted the {bean} in a popcorn maker; first crack came at six minutes and it smelled of {note}.",
        "The {brewer} chokes on fine grounds, so I sieve out the dust from my {grinder}.",
        "Cold brewed the {bean} for sixteen hours, and it tastes like {note} without any bitterness.",
        "The shot channelled and sprayed everywhere until I began stirring the grounds with a needle.",
        "Tap water here is so hard that every {bean} tastes of chalk; bottled water fixed it.",
        "My latte art went from blob to something like a tulip after one month of bad cappuccinos.",
        "A decaf {bean} after dinner from the {brewer} fooled every guest at the table.",
        "Freshly roasted {bean} needs ten days of rest before the crema stops behaving like foam.",
    ),
    chinese=(
        "{豆}用{器}冲，水温九十二度，喝起来有明显的{味}。",
        "磨豆机残粉太多，早上第一杯意式总有陈味，得先空磨两克。",
        "今天的浓缩萃取过度，又苦又涩，把研磨调粗一格就好了。",
        "打奶泡老是太粗，后来发现蒸汽棒插得太深，拉花终于像样了。",
        "请问{器}适合新手吗？我只想每天早上做一杯手冲。",
        "{豆}养了十天才开封，油脂细腻，尾韵是{味}。",
        "自来水太硬，冲什么豆子都发闷，换成软水以后{味}一下就出来了。",
        "用{器}做冷萃，泡了十六个小时，完全没有苦味。",
        "在家用铁锅烘{豆}，六分钟一爆，满屋子都是{味}。",
    ),
    english_closings=(
        "Second cup is brewing.", "I will not sleep tonight.", "The crema was thick.", "Grind a notch finer next time.",
        "My scale ran out of battery.", "The kettle is still too hot.", "No sugar needed.",
    ),
    chinese_closings=("第二杯已经在滴了。", "今晚别想睡了。", "下次再磨细一格。", "完全不用加糖。"),
    slots={
        "bean": ("Ethiopian natural", "washed Kenyan", "Colombian", "Sumatran", "honey-processed Costa Rican", "Brazilian"),
        "note": ("blueberry", "dark chocolate", "grapefruit", "toffee", "jasmine", "roasted hazelnut"),
        "grinder": ("hand grinder", "flat burr grinder", "old conical grinder", "single-dose grinder"),
        "brewer": ("V60", "AeroPress", "moka pot", "Chemex", "French press", "siphon"),
        "豆": ("耶加雪菲", "肯尼亚水洗豆", "曼特宁", "云南小粒咖啡", "哥伦比亚日晒豆"),
        "器": ("手冲滤杯", "爱乐压", "摩卡壶", "法压壶", "虹吸壶"),
        "味": ("柑橘香", "黑巧克力味", "茉莉花香", "焦糖甜", "坚果香", "蓝莓味"),
    },
    english_threads=(
        "What is in your cup?", "Dialling in", "Grinder talk", "Pour-over recipes", "Latte art fails", "Home roasting",
        "Water chemistry", "Machine maintenance", "Decaf that tastes", "Cold brew season", "Beans to try",
    ),
    chinese_threads=("今天喝什么豆子", "手冲参数交流", "磨豆机选购", "拉花练习", "家庭烘焙咖啡", "意式机保养"),
)  # fmt: skip
