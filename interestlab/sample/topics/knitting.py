"""Knitting."""

from interestlab.sample.topic import Topic

TOPIC = Topic(
    name="knitting",
    english=(
        "Cast on a {garment} in {yarn} last night and had to rip back twelve rows by breakfast.",
        "The {stitch} pattern looks hard, but it is only knits and purls once you read the chart.",
        "My gauge is off by two stitches, so the {garment} would fit a bear; smaller needles it is.",
        "Which {yarn} would you take for a {garment} that has to survive the washing machine?",
        "Turned my first sock heel with short rows, and it looks like an actual foot.",
        "Blocking the {garment} changed everything: the {stitch} opened up and the edges lie flat.",
        "Dropped a stitch in the {stitch} three rows down and rescued it with a crochet hook.",
        "Bought {yarn} at the wool fair without a plan, as one does, six skeins in three dye lots.",
        "Sleeve island is real; the body of the {garment} took a week and the sleeves a month.",
        "Magic loop or double-pointed needles for a small {garment}? My ladders show either way.",
        "The {yarn} pills terribly at the elbows, so I shave the {garment} every other week.",
        "Steeking means cutting your knitting with scissors, and I needed a drink before the {garment}.",
        "Grafted the toe with kitchener stitch while humming, and nobody can find the seam.",
        "Knitted a {garment} for the baby next door in {yarn}, finished the evening before he was born.",
        "The neckline of my {garment} flared until I picked up fewer stitches and added a tighter rib.",
    ),
    chinese=(
        "用{线}起针织{衣}，昨晚织了十行，今天早上全拆了。",
        "{花}看起来复杂，其实看懂图解就是上针和下针的组合。",
        "密度不对，{衣}织出来大了一圈，只好换小一号的棒针。",
        "第一次织袜子，后跟用引返针，居然真的像一只脚。",
        "{衣}下水定型以后{花}完全舒展开了，边也不卷了。",
        "漏了一针，隔三行才发现，用钩针一点点救回来了。",
        "请问{线}会不会起球？想给宝宝织一件{衣}，要能机洗。",
        "身片一周就织完了，两只袖子拖了一个月，{衣}还差缝合。",
        "逛毛线店又没忍住，买了六团{线}，还不知道织什么。",
    ),
    english_closings=(
        "My wool basket is overflowing.", "Only the ends are left to weave.", "Row counter lost again.",
        "The cat slept on the chart.", "One more row before bed.", "My needles clicked all evening.", "Blocking tomorrow.",
    ),
    chinese_closings=("毛线筐又满了。", "就差藏线头了。", "睡前再织一行。", "明天下水定型。"),
    slots={
        "garment": ("cardigan", "fair isle jumper", "shawl", "hat", "pair of mittens", "yoke sweater", "baby blanket", "vest"),
        "yarn": ("merino", "Shetland wool", "alpaca", "sock yarn", "mohair silk", "cotton", "undyed wool"),
        "stitch": ("cable", "lace", "brioche", "moss stitch", "colourwork", "seed stitch"),
        "线": ("美利奴羊毛", "羊驼毛线", "马海毛", "棉线", "段染毛线"),
        "衣": ("开衫", "围巾", "毛线帽", "套头毛衣", "披肩", "手套"),
        "花": ("麻花花样", "镂空蕾丝", "元宝针", "费尔岛提花", "桂花针"),
    },
    english_threads=(
        "On my needles", "Frogged again", "Yarn stash confessions", "Sock heels", "Reading charts", "Gauge trouble",
        "Lace and shawls", "Colourwork", "Steeking for the brave", "Gifts to knit", "Blocking before and after",
    ),
    chinese_threads=("今天织了多少", "看图解互助", "毛线囤货自白", "毛衣尺寸密度", "花样分享", "织袜子小组"),
)  # fmt: skip
