"""Photography."""

from interestlab.sample.topic import Topic

TOPIC = Topic(
    name="photography",
    english=(
        "Shot the {subject} on {film} and the grain suits the fog better than any digital file.",
        "The {lens} is so sharp wide open that I had to soften the portraits in the edit.",
        "Metered for the shadows, overexposed the {film} by a stop, and the skin tones came out lovely.",
        "Waited two hours with the tripod for the {subject}, and the golden light lasted four minutes.",
        "Should I sell the zoom and keep only the {lens}? I never use the other focal lengths.",
        "Developed my first roll of {film} in the bathroom; one streak, thirty-five usable negatives.",
        "Street photography with a {lens} forces you to step close and talk to people.",
        "Bracketed five exposures of the {subject}, then blended them by hand, since HDR presets look fake.",
        "My autofocus hunts in low light, so I focus manually on the {subject} with peaking turned on.",
        "A polarising filter cut the reflections off the water, and the {subject} finally had some colour.",
        "Editing four hundred raw files from the wedding; the {lens} saved the dark church pictures.",
        "Long exposure of the {subject} at thirty seconds turned the crowd into ghosts, exactly as planned.",
        "Printed the {subject} on matte paper, and the shadows show detail that my screen never did.",
        "A cheap reflector bounced window light into the portrait better than my flash and softbox.",
        "The shutter of my old rangefinder sticks below zero, so no more {film} on winter walks.",
    ),
    chinese=(
        "用{头}拍的{景}虚化特别柔，后期几乎不用调色。",
        "{卷}过曝一档，肤色太好看了，颗粒也很细腻。",
        "带着三脚架等了两个小时，{景}的金色光线只有四分钟。",
        "第一次在家冲洗{卷}，有一条划痕，其余底片都能用。",
        "纠结要不要卖掉变焦，只留一支{头}出门扫街。",
        "暗光下自动对焦老是拉风箱，拍{景}只能手动对焦。",
        "三十秒慢门拍{景}，行人都变成了虚影，正是想要的效果。",
        "加了偏振镜，水面反光没了，{景}的颜色一下子通透起来。",
        "婚礼拍了四百张底片，幸亏带了{头}，教堂里那么暗也能拍。",
    ),
    english_closings=(
        "The light was perfect.", "I forgot the spare battery.", "Straight out of camera.",
        "Tripod, cable release, patience.", "Too much contrast, I know.", "The negatives are drying now.",
        "Cropping is not cheating.",
    ),
    chinese_closings=("光线刚刚好。", "忘带备用电池了。", "直出没有调色。", "底片还在晾。"),
    slots={
        "subject": ("harbour at dawn", "night market", "old bridge", "waterfall", "mountain ridge", "empty station"),
        "lens": ("fifty millimetre prime", "thirty-five f/1.4", "macro lens", "vintage eighty-five", "pancake lens"),
        "film": ("Tri-X", "Portra 400", "expired slide film", "HP5", "Ektar", "medium format Velvia"),
        "景": ("晨雾里的码头", "夜市", "老桥", "雪山日出", "胡同", "空荡的车站"),
        "头": ("五十定焦", "三十五定焦", "微距镜头", "八五人像镜头", "老镜头"),
        "卷": ("黑白胶卷", "柯达金两百", "过期反转片", "电影卷"),
    },
    english_threads=(
        "One photo a week", "Film or digital", "Lens envy", "Darkroom in the bathroom", "Street photography",
        "Golden hour", "Portrait lighting", "Long exposures", "Critique my edit", "Prints on the wall", "Old cameras",
    ),
    chinese_threads=("每周一张", "胶片冲扫交流", "镜头选购", "扫街记录", "后期调色求点评", "风光拍摄机位"),
)  # fmt: skip
