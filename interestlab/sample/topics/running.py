"""Running."""

from interestlab.sample.topic import Topic

TOPIC = Topic(
    name="running",
    english=(
        "Finished the {race} in the rain, legs empty from kilometre thirty, and still signed up for next year.",
        "My {injury} flared up after hill repeats, so this week is only easy jogging and stretching.",
        "The {shoe} feel soft at marathon pace, but my calves complain the next morning.",
        "Long run done: {far} at a pace where I could still sing, heart rate never above one fifty.",
        "How many weeks before a {race} do you start tapering? I always feel sluggish on the start line.",
        "Intervals on the track tonight, six times a kilometre, and I puked after the fifth.",
        "Started couch to five k in spring, and today I ran {far} without walking once.",
        "The physio blames weak hips for my {injury}, so I do clamshells while the kettle boils.",
        "Negative split at the {race} for the first time: second half four minutes faster than the first.",
        "Retired my old {shoe} after nine hundred kilometres; the foam was dead and my knees knew it.",
        "Running with a headtorch through the woods makes an easy {far} feel like an adventure.",
        "Gels upset my stomach at the {race}, so I trained with dates and salted water instead.",
        "Cadence up, stride shorter, and the {injury} trouble that bothered me all winter is simply gone.",
        "The parkrun course was icy, yet I beat my five k best in borrowed {shoe}.",
        "Eighty kilometres this week, most of them slow, and resting pulse dropped below fifty.",
    ),
    chinese=(
        "今天慢跑{程}，心率一直压在一百四以下，跑完一点都不累。",
        "{赛}后半程撞墙了，最后是走着过终点的，但还是完赛了。",
        "{伤}又犯了，跑步教练说是臀部力量不够，要多做蚌式开合。",
        "新买的{鞋}回弹很好，配速快了十秒，就是小腿有点酸。",
        "{赛}前几周开始减量比较好？每次站在起点都觉得没力气。",
        "操场跑间歇，八百米六组，最后一组差点吐了。",
        "从零开始跑步三个月，今天第一次不停歇跑完{程}。",
        "夜跑带着头灯穿过公园，{程}不知不觉就跑完了。",
        "旧{鞋}跑了九百公里，中底完全塌了，膝盖马上有感觉。",
    ),
    english_closings=(
        "Rest day tomorrow.", "My watch died at the end.", "Legs like concrete now.", "Foam roller, here I come.",
        "Easy pace is hard to learn.", "Lungs on fire.", "New personal best.",
    ),
    chinese_closings=("明天休息跑。", "手表中途没电了。", "回家泡沫轴伺候。", "配速还能再稳一点。"),
    slots={
        "race": ("half marathon", "city marathon", "ten k", "trail ultra", "relay race", "mountain marathon"),
        "injury": ("runner's knee", "plantar fasciitis", "shin splints", "Achilles", "hamstring"),
        "shoe": ("carbon-plated shoes", "trail shoes", "daily trainers", "racing flats", "cushioned shoes"),
        "far": ("ten kilometres", "twenty-four kilometres", "an hour", "eighteen kilometres", "five miles"),
        "程": ("十公里", "一个小时", "十五公里", "五公里", "半马距离"),
        "赛": ("全程马拉松", "半程马拉松", "越野赛", "城市十公里"),
        "伤": ("髂胫束", "足底筋膜炎", "跟腱", "膝盖"),
        "鞋": ("碳板跑鞋", "缓震跑鞋", "越野跑鞋", "训练鞋"),
    },
    english_threads=(
        "How was your run?", "Injury corner", "Shoe rotation", "Marathon build-up", "Couch to five k", "Track night",
        "Race reports", "Slow running works", "Fuel and stomachs", "Parkrun Saturdays", "Trails after dark",
    ),
    chinese_threads=("今日跑步打卡", "伤病康复交流", "跑鞋讨论", "马拉松备赛", "新手零基础跑步", "夜跑小分队"),
)  # fmt: skip
