"""Old computers."""

from interestlab.sample.topic import Topic

TOPIC = Topic(
    name="retro computing",
    english=(
        "Recapped the power supply of the {machine}, and it booted straight into the prompt after thirty years.",
        "The {machine} shows only a black screen; could it be the {chip}, or is the ROM corrupt?",
        "Loaded {program} from {medium}, which took six minutes and was worth every screech.",
        "Wrote a tiny sprite routine in assembly for the {machine}, and the raster timing is delightful.",
        "Retrobrighting the yellow case of the {machine} with peroxide worked, apart from one streaky key.",
        "Archived forty boxes of {medium} this month; a third were unreadable, the rest hold local history.",
        "Does anyone have a spare {chip}? Mine gets hot enough to fry an egg and corrupts memory.",
        "The emulator is accurate, but {program} on the real {machine} with a tube monitor feels different.",
        "Soldered a modern memory expansion into the {machine}, and {program} no longer runs out of room.",
        "Found a {machine} at the flea market for ten euros, complete with manuals and {medium}.",
        "Cleaned the keyboard of the {machine} contact by contact, and the space bar works again.",
        "Typing a listing from an old magazine into BASIC still teaches patience, one syntax error at a time.",
        "Battery leakage ate the traces near the {chip}, so I patched them with thin wire under a microscope.",
        "Got the {machine} on the network through a serial adapter; it loads a text page in a minute.",
        "The demo party release for the {machine} squeezes four voices out of a three-voice {chip}.",
    ),
    chinese=(
        "给{机}换了一圈电容，三十年的老机器居然一次点亮了。",
        "{机}开机黑屏，是{芯}坏了还是存储器接触不良？",
        "用{介}读{软}，吱吱叫了六分钟才载入完，情怀满满。",
        "在旧货市场五十块淘到一台{机}，说明书和{介}都在。",
        "发黄的外壳用双氧水晒了两天，{机}又白得像新的一样。",
        "模拟器虽然准确，但是{软}还是要在真机加显像管上跑才有味道。",
        "主板电池漏液腐蚀了{芯}旁边的线路，拿飞线一根根补。",
        "照着老杂志敲了一页程序清单，改了五个语法错误才跑起来。",
        "{机}的键盘接触不良，一个一个触点擦，空格键终于能用了。",
    ),
    english_closings=(
        "The disk drive still sings.", "No smoke this time.", "Solder fumes everywhere.",
        "Sixty-four kilobytes is plenty.", "The monitor hums along.", "Another one saved from the skip.",
        "The manual smells like childhood.",
    ),
    chinese_closings=("这回没有冒烟。", "软驱声音真好听。", "又救回一台。", "说明书一股童年的味道。"),
    slots={
        "machine": ("Commodore 64", "Amiga 500", "ZX Spectrum", "Apple II", "Atari ST", "BBC Micro", "old 486"),
        "chip": ("video chip", "sound chip", "memory controller", "floppy controller", "processor"),
        "program": ("Elite", "the word processor", "a text adventure", "the paint program", "a tracker", "Lemmings"),
        "medium": ("cassette tape", "five-inch floppies", "cartridges", "three-inch disks", "punched cards"),
        "机": ("小霸王学习机", "苹果二代", "老四八六电脑", "中华学习机", "红白机"),
        "芯": ("显示芯片", "声音芯片", "软驱控制器", "处理器"),
        "介": ("磁带", "五寸软盘", "游戏卡带", "三寸软盘"),
        "软": ("仙剑", "打字练习软件", "文字冒险游戏", "画图程序", "俄罗斯方块"),
    },
    english_threads=(
        "Restoration log", "Will it boot?", "Flea market finds", "Tapes and floppies", "Assembly on small machines",
        "Emulators against real iron", "Yellowed cases", "Demo scene", "Dead chips wanted", "Memory expansions",
        "Listings from magazines",
    ),
    chinese_threads=("老机修复记录", "旧货市场淘机", "软盘磁带抢救", "模拟器与真机", "求配件芯片", "童年学习机回忆"),
)  # fmt: skip
