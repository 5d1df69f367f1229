"""Gardening."""

from interestlab.sample.topic import Topic

TOPIC = Topic(
    name="gardening",
    english=(
        "The {veg} seedlings are finally up, but {pest} found the bed overnight and ate half the row.",
        "I dug two barrows of {soil} into the clay bed and the {veg} have doubled in size since.",
        "Is it too late to sow {veg} outside if I cover the bed with {cover} until the frosts end?",
        "Pruned the old {bush} hard this morning; the neighbours think I killed it, but it always grows back.",
        "Our allotment soil is so sandy that {soil} is the only thing keeping water near the roots.",
        "My trick against {pest}: a ring of crushed eggshell around every plant and a torch walk after rain.",
        "Harvested the first {veg} of the year today, small and crooked, and sweeter than anything in the shop.",
        "The {bush} by the fence has yellow leaves between the veins, so I suspect the soil lacks iron.",
        "Which {cover} do you use on raised beds? Mine tore in the wind and the {veg} got frosted.",
        "Spent the evening pricking out {veg} into pots; every windowsill in the house is now a greenhouse.",
        "Turned the compost heap and it steamed like a kettle, full of worms and ready for the {veg} bed.",
        "After three wet weeks {pest} have eaten every hosta, and the {bush} is covered in black spot.",
        "Saved seed from last year's best {veg} and almost all of it germinated within a week.",
        "Planted garlic between the rows of {veg} and mulched everything with {soil} before the first frost.",
        "The {bush} flowered for the first time since we moved it, and the whole border hums with bees.",
    ),
    chinese=(
        "今年阳台上的{菜}长得特别好，每天早晚浇一次水，已经摘了两茬。",
        "{菜}的叶子被{虫}咬得全是洞，用大蒜水喷了三天才好一点。",
        "请问{菜}什么时候移栽比较合适？苗已经有四片真叶了。",
        "把厨余和落叶堆了半年，终于发酵成黑黑的{肥}，拌进土里种{菜}。",
        "院子里的{花}今年第一次开花，剪枝之后反而更旺了。",
        "土太黏，浇水就板结，后来掺了{肥}，{菜}的根才扎得下去。",
        "下了一周雨，{虫}又冒出来了，晚上打着手电一只一只抓。",
        "第一次自己留种，{菜}的发芽率居然有九成，太有成就感了。",
        "给{花}换了大盆，底下垫了一层{肥}，希望明年能爆盆。",
    ),
    english_closings=(
        "The worms approve.", "My knees hurt from weeding.", "Rain would help now.", "The greenhouse is full already.",
        "Next year I will sow earlier.", "Even the bees noticed.", "Time to sharpen the spade.",
    ),
    chinese_closings=("邻居也来要种子。", "明年多种一畦。", "就等下雨了。", "蜜蜂都来了。"),
    slots={
        "veg": ("tomatoes", "runner beans", "carrots", "courgettes", "leeks", "radishes", "peas", "kale", "chillies"),
        "pest": ("slugs", "snails", "aphids", "caterpillars", "flea beetles", "pigeons", "vine weevils"),
        "soil": ("compost", "leaf mould", "well-rotted manure", "mushroom compost", "green manure", "wood chip"),
        "cover": ("fleece", "a cold frame", "cloches", "mesh netting", "an old window pane"),
        "bush": ("rose", "hydrangea", "blackcurrant", "lavender", "camellia", "buddleja", "gooseberry"),
        "菜": ("番茄", "黄瓜", "辣椒", "生菜", "豆角", "小葱", "茄子", "韭菜"),
        "虫": ("蜗牛", "蚜虫", "菜青虫", "红蜘蛛", "鼻涕虫"),
        "肥": ("腐叶土", "堆肥", "羊粪", "蚯蚓土", "豆饼肥"),
        "花": ("月季", "绣球", "茉莉", "三角梅", "栀子花", "茶花"),
    },
    english_threads=(
        "What are you sowing this month?", "Slug patrol", "First harvest photos", "Compost heap diary", "Clay soil rescue",
        "Roses and their troubles", "Raised beds on a budget", "Seed swap table", "Greenhouse on a windowsill",
        "Frost warnings", "Allotment of the week",
    ),
    chinese_threads=("阳台种菜打卡", "今天抓了几只虫", "月季养护问答", "堆肥经验交流", "晒晒你的收成", "新手播种答疑"),
)  # fmt: skip
