"""Who writes in the sample: made-up first names, the language each writes in, and their closing words."""

ENGLISH_USERS = (
    "ada", "ben", "carla", "dov", "ella", "finn", "greta", "hugo", "iris", "jonas", "kate", "leo", "mara", "nils", "olga",
    "paul", "quinn", "rosa", "sam", "tessa", "umar", "vera", "walt", "xenia", "yusuf", "zoe", "amos", "bella", "cyril", "dora",
    "emil", "fay", "gus", "hana", "igor", "june", "karl", "lena", "milo", "nora",
)  # fmt: skip
CHINESE_USERS = (
    "wei", "ming", "lan", "jun", "fang", "hao", "xiu", "bo", "ting", "qiang", "yan", "lei", "hui", "ping", "rui", "na",
    "chen", "dong", "juan", "kai",
)  # fmt: skip
CLOSINGS = {
    "en": (
        "Worth every minute.", "Lesson learned.", "Photos to follow.", "I am hooked.", "Small victories.",
    ),
    "zh": ("记录一下。", "慢慢来吧。", "晚点上图。"),
}  # fmt: skip
