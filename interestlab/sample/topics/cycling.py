"""Cycling."""

from interestlab.sample.topic import Topic

TOPIC = Topic(
    name="cycling",
    english=(
        "Rode {distance} on the gravel bike before breakfast and had the whole {road} to myself.",
        "My {part} started creaking on every climb, so I stripped it down, greased it and it is silent again.",
        "Switched to {tyre} this winter and the puncture count dropped from one a week to none.",
        "Does anyone else get numb hands after {distance}? I already raised the bars and doubled the tape.",
        "The climb up the {road} averages nine percent; I sat in the smallest gear and watched my cadence.",
        "A {part} upgrade made more difference to my commute than the expensive carbon wheels ever did.",
        "Headwind all the way out along the {road}, so the ride home felt like having a motor.",
        "New chain, new cassette, and the derailleur still skips in the middle gears; maybe the {part} is bent.",
        "Running {tyre} at lower pressure is faster on broken tarmac, and my back thanks me for it.",
        "Our Sunday group did {distance} with two café stops and only one crash, into a hedge.",
        "Bought a second-hand touring bike with a worn {part}; the steel frame rides like a dream though.",
        "The council finally painted a bike lane along the {road}, and parked vans filled it the same day.",
        "Fitted mudguards and a dynamo light, because commuting through the dark on the {road} was scary.",
        "Training indoors on the turbo is dull, but my power at threshold went up and hills feel shorter.",
        "Tubeless {tyre} sealed a huge thorn hole mid-ride; I only noticed from the sealant on my legs.",
    ),
    chinese=(
        "周末沿着{路}骑了{程}，回来腿都软了，但是风景真好。",
        "公路车的{件}一爬坡就异响，拆下来上了油总算安静了。",
        "换了{胎}以后路感舒服很多，通勤再也没扎过胎。",
        "今天爬坡平均坡度八个点，心率直接飙到一百八，踏频都掉到五十了。",
        "请教一下，骑{程}以后手麻是不是把立太长了？",
        "二手收了一辆钢架旅行车，{件}磨损严重，准备自己换。",
        "早上六点出发去{路}拉练，全程逆风，均速只有二十五。",
        "给车装了挡泥板和尾灯，下雨天骑车上班也不怕了。",
        "第一次参加车队骑行，跟着破风集团骑了{程}，省力太多。",
    ),
    english_closings=(
        "My legs are toast.", "The bike deserves a wash.", "Next week we go further.", "The helmet stayed dry at least.",
        "I blame the wind.", "Saddle time beats everything.", "Chain is clean again.",
    ),
    chinese_closings=("腿还在抖。", "下周继续拉爬坡。", "回家先洗车。", "头盔记得戴好。"),
    slots={
        "distance": ("forty miles", "a hundred kilometres", "sixty kilometres", "my first century", "eighty miles"),
        "road": ("river road", "coast road", "old railway path", "canal towpath", "moor road", "ring road", "valley lane"),
        "part": ("bottom bracket", "rear hub", "headset", "derailleur hanger", "saddle", "brake caliper", "crankset"),
        "tyre": ("32 mm slicks", "wide gravel tyres", "studded tyres", "puncture-proof tyres", "supple 28s"),
        "路": ("环湖路", "江边绿道", "妙峰山", "滨海公路", "旧铁路", "水库大坝"),
        "程": ("一百公里", "六十公里", "八十多公里", "三个小时", "两百公里"),
        "件": ("中轴", "后花鼓", "碗组", "变速尾钩", "牙盘", "刹车夹器"),
        "胎": ("28毫米的外胎", "真空胎", "防刺胎", "宽胎"),
    },
    english_threads=(
        "Rides of the week", "What broke today?", "Winter commuting", "Tubeless or not", "Climbs worth the pain",
        "Second-hand finds", "Bike fit and sore hands", "Gravel routes", "Lights and mudguards", "Indoor trainer misery",
        "Café stop reviews",
    ),
    chinese_threads=("今日骑行打卡", "修车小课堂", "爬坡路线推荐", "通勤车改装", "轮胎怎么选", "车队约骑"),
)  # fmt: skip
