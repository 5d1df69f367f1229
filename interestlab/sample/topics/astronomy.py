"""Astronomy."""

from interestlab.sample.topic import Topic

TOPIC = Topic(
    name="astronomy",
    english=(
        "Caught {object} through the {scope} last night, and the seeing was steady enough for high power.",
        "The {scope} needed an hour to cool down, but then {object} showed detail I had never noticed.",
        "Stacked {frames} of {object}, and the faint outer halo finally came out of the noise.",
        "Light pollution here hides everything below fourth magnitude, so I drive out to the {site} for galaxies.",
        "Which eyepiece would you pair with a {scope} for splitting double stars like {star}?",
        "Polar alignment took forever because {star} was behind the chimney; after that the tracking was perfect.",
        "Counted thirty meteors in an hour from the {site}, two of them fireballs with trains.",
        "My kids saw {object} for the first time and refused to believe it was not a sticker on the lens.",
        "The variable star {star} has faded by half a magnitude since my last estimate with binoculars.",
        "A narrowband filter pulled {object} out of the city glow, although the exposure ran to {frames}.",
        "Collimated the {scope} with a laser and the stars shrank from seagulls to proper points.",
        "The lunar eclipse turned copper just as clouds rolled over the {site}; we saw eleven minutes of it.",
        "Dew ruined the session at the {site}, so I am building heater straps for the {scope}.",
        "Tonight the Moon passes close to {object}, an easy target for any pair of binoculars.",
        "Sketching {object} at the eyepiece teaches you to see far more than a quick look does.",
    ),
    chinese=(
        "昨晚用{镜}看到了{天体}，视宁度难得的好，放大两百倍都很稳。",
        "叠加了{张}{天体}的照片，暗弱的外晕终于显出来了。",
        "城里光污染太重，只好开车两小时去{地}看银河。",
        "流星雨极大那晚在{地}守到三点，一共数到四十多颗。",
        "新手想买一台{镜}，主要看行星和月面，请大家给点建议。",
        "极轴校准折腾了一个小时，北极星刚好被楼挡住，气死人。",
        "带孩子看{天体}，小家伙说这一定是贴在镜头上的画。",
        "露水太大，{镜}的前组全是雾，下次一定带加热带。",
        "月全食变成古铜色的时候，{地}的云正好散开，全场欢呼。",
    ),
    english_closings=(
        "Clear skies to all of you.", "The Moon was still below the horizon.", "My fingers froze to the focuser.",
        "Clouds came right after.", "Now I want more aperture.", "The Milky Way was overhead.",
        "Next new moon I try again.",
    ),
    chinese_closings=("祝大家晴夜。", "手都冻僵了。", "下个新月再去。", "就是还想换大口径。"),
    slots={
        "object": (
            "Saturn's rings", "the Orion Nebula", "the Andromeda galaxy", "Jupiter's red spot", "the Ring Nebula",
            "the Pleiades", "a globular cluster in Hercules", "the Veil Nebula", "Mars near opposition",
        ),
        "scope": ("eight-inch Dobsonian", "small refractor", "old Newtonian", "Maksutov", "ten-inch reflector"),
        "frames": ("two hundred frames", "six hours of subs", "ninety exposures", "four nights of data"),
        "star": ("Albireo", "Polaris", "Mira", "Algol", "Betelgeuse", "Castor"),
        "site": ("dark-sky reserve", "hilltop car park", "observatory field", "desert camp", "reservoir dam"),
        "天体": ("土星光环", "猎户座大星云", "仙女座星系", "木星大红斑", "昴星团", "月球环形山"),
        "镜": ("八寸道布森", "小折射镜", "牛顿反射镜", "马卡望远镜", "双筒望远镜"),
        "张": ("两百张", "六小时的", "八十张", "三个晚上的"),
        "地": ("坝上草原", "山顶观测点", "天文台草坪", "水库边", "沙漠营地"),
    },
    english_threads=(
        "What did you see tonight?", "First telescope advice", "Deep-sky imaging corner", "Planet season", "Double stars",
        "Dark sites and how to get there", "Meteor shower reports", "Dew, cold and other enemies", "Variable star estimates",
        "Eclipse meeting point", "Sketching at the eyepiece",
    ),
    chinese_threads=("今晚看星星", "新手选望远镜", "深空摄影交流", "流星雨集合帖", "行星观测记录", "暗夜观测地推荐"),
)  # fmt: skip
