"""Birdwatching."""

from interestlab.sample.topic import Topic

TOPIC = Topic(
    name="birdwatching",
    english=(
        "A {bird} was singing from the top of the reeds at the {place}, my first of the spring.",
        "Heard the call before I saw it: a {bird} hunting low over the {place} at dusk.",
        "Is this a juvenile {bird}? The wing bars and the pale eyebrow in my record shot confuse me.",
        "The feeder brought three {bird}s this morning and a sparrowhawk that scattered them all.",
        "Counted two hundred waders at the {place} for the winter survey before the tide pushed them off.",
        "My new {optic} gather so much light that I could read the rings on a gull's leg.",
        "The {bird} pair in the nest box raised five chicks, and all of them fledged on Tuesday.",
        "Drove three hours for a rare {bird}, stood in the hide with forty twitchers, and dipped.",
        "Migration is on: flocks passed over the {place} all night, you could hear them calling.",
        "Through the {optic} the {bird} turned out to be a plastic bag, which happens to everyone.",
        "Learning songs with an app helps, but a {bird} in the garden teaches you faster.",
        "The warden asked us to keep dogs off the {place}, since the {bird} nests on the ground.",
        "My year list stands at one hundred and forty after the {bird} at the {place}.",
        "A {bird} bathed in our pond for ten minutes while I hid behind the curtain with the {optic}.",
        "Moulting ducks are impossible to tell apart, so I only log the {bird} when I see the wing.",
    ),
    chinese=(
        "今天在{地}看到一只{鸟}，停在芦苇顶上叫了很久。",
        "{鸟}的幼鸟和雌鸟太像了，翅斑看不清，求大神辨认。",
        "用新{镜}看{鸟}，连脚环上的编号都能读出来。",
        "候鸟迁徙开始了，{地}上空一整夜都有雁群的叫声。",
        "窗台喂食器来了三只{鸟}，被一只雀鹰全吓跑了。",
        "为了拍{鸟}在{地}蹲了四个小时，结果一根羽毛也没见着。",
        "人工巢箱里的{鸟}孵出五只雏鸟，周二全部离巢了。",
        "冬季水鸟调查，{地}数到两百多只鸻鹬，赶在涨潮前记完。",
        "本年度鸟种记录到一百四十种，最后一种是{地}的{鸟}。",
    ),
    english_closings=(
        "It flew off before the photo.", "Ticked at last.", "The hide was freezing.", "Early start, as always.",
        "Heard only, sadly.", "My thermos saved the morning.", "The warblers were silent.",
    ),
    chinese_closings=("没等拍照就飞了。", "终于加新了。", "躲在掩体里冻得发抖。", "可惜只闻其声。"),
    slots={
        "bird": ("reed warbler", "kingfisher", "short-eared owl", "goldfinch", "redstart", "lapwing", "nuthatch", "hoopoe"),
        "place": ("estuary", "reserve", "sewage farm", "gravel pit", "salt marsh", "city cemetery"),
        "optic": ("binoculars", "spotting scope", "old field glasses", "image-stabilised binoculars"),
        "鸟": ("翠鸟", "北红尾鸲", "白鹭", "戴胜", "红隼", "黑翅长脚鹬", "大山雀"),
        "地": ("湿地公园", "河口滩涂", "水库", "城郊林地", "海边盐田"),
        "镜": ("双筒望远镜", "单筒观鸟镜", "防抖望远镜"),
    },
    english_threads=(
        "Sightings today", "Help me identify this bird", "Garden feeders", "Nest box diary", "Wader counts", "Rarities",
        "Birding optics", "Songs and calls", "Migration watch", "Year list race", "Owls at dusk",
    ),
    chinese_threads=("今日鸟况", "求辨认鸟种", "喂食器故事", "迁徙季观察", "水鸟调查", "观鸟装备"),
)  # fmt: skip
