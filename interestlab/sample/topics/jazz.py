"""Jazz."""

from interestlab.sample.topic import Topic

TOPIC = Topic(
    name="jazz",
    english=(
        "Found an original mono pressing of a {label} session, and the {horn} sounds like it is in the room.",
        "The trio played {tune} so slowly that the silence between the chords became part of the melody.",
        "I have transcribed the {horn} solo on {tune} for weeks and still cannot swing those triplets.",
        "What should I listen to after {style}? The big names only, please, I am new to this music.",
        "The drummer dragged the ride cymbal just behind the beat, and {tune} never felt so relaxed.",
        "Our jam session always ends with {tune}, whatever key the {horn} player chooses to suffer in.",
        "Reharmonised {tune} with tritone substitutions, and the bass player gave me a very long look.",
        "Live recordings of {style} from that decade have a fire that the studio albums miss.",
        "Practising two-five-ones in all twelve keys on the {horn} is boring and changes everything.",
        "The club was tiny, the {horn} was loud, and the second set of {style} lasted past one.",
        "A walking bass line alone can tell you where {tune} is going before the piano comes in.",
        "My vinyl copy from {label} has a scratch right in the ballad, and I have learned to love it.",
        "She scatted over {tune} as if the lyrics were a rumour, then traded fours with the {horn}.",
        "The big band rehearsal fell apart in the shout chorus; the {horn} section counts like sailors.",
        "I never understood {style} until I heard it live and stopped waiting for the tune.",
    ),
    chinese=(
        "昨晚在小酒馆听了一场{派}，{乐}的即兴太有味道了。",
        "淘到一张老爵士黑胶，{曲}那一轨有点炒豆声，反而更有感觉。",
        "扒{曲}的{乐}独奏扒了两周，摇摆的感觉还是出不来。",
        "刚入门爵士乐，听完{派}之后接着听什么比较好？",
        "鼓手把节奏压在拍子后面一点点，{曲}一下子就松弛了。",
        "即兴演奏会最后总是{曲}，不管{乐}手挑什么调。",
        "二五一和弦进行十二个调都练了一遍，{乐}的指法顺多了。",
        "{派}的现场录音比录音室版本有激情得多，建议先听现场。",
        "大乐队排练，萨克斯声部又抢拍，{曲}停了三次才排完。",
    ),
    english_closings=(
        "The rhythm section was on fire.", "My neighbours know it by heart.", "Swing first, notes later.",
        "I played it five times.", "Goosebumps in the last chorus.", "The bass solo deserved more applause.",
        "Needle back to the start.",
    ),
    chinese_closings=("节奏组太稳了。", "循环了一整晚。", "最后一段听得起鸡皮疙瘩。", "先摇摆再谈音符。"),
    slots={
        "label": ("Blue Note", "Prestige", "Impulse", "small Danish label", "Verve"),
        "horn": ("tenor sax", "trumpet", "alto", "trombone", "clarinet", "flugelhorn"),
        "tune": ("Autumn Leaves", "Round Midnight", "Body and Soul", "All Blues", "Stella by Starlight", "Blue Bossa"),
        "style": ("bebop", "hard bop", "free jazz", "cool jazz", "gypsy swing", "modal jazz"),
        "派": ("比波普", "冷爵士", "硬波普", "自由爵士", "吉普赛爵士"),
        "乐": ("萨克斯", "小号", "钢琴", "低音提琴", "长号"),
        "曲": ("《秋叶》", "《午夜时分》", "《蓝色波萨》", "《身心》"),
    },
    english_threads=(
        "Now on the turntable", "Gigs this month", "Learning to improvise", "Where to start with jazz", "Transcription club",
        "Rhythm section only", "Big band gossip", "Vinyl hunting", "Standards in odd keys", "Singers", "Live albums",
    ),
    chinese_threads=("今天听什么唱片", "爵士入门推荐", "即兴练习打卡", "现场演出信息", "黑胶淘碟", "大乐队排练"),
)  # fmt: skip
