"""How plausible bytes are as Chinese, Japanese or Korean text in one encoding.

The measure is that of plausible.py (nats); a character of two bytes is charged once.
"""

from interestlab.corpus.readers.plausible import DAMAGED, SYMBOL, Contexts

# How much less usual than the commonest encoding each is.
MULTI_BYTE = {"gb18030": 0.0, "big5": 0.5, "big5hkscs": 1.5, "cp932": 0.5, "euc_jp": 1.0, "cp949": 0.5}
# The characters that make up nearly half of running text: the bytes of one encoding hardly ever give them in another.
_COMMON = {
    "gb18030": "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里"
    "用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实"
    "日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政"
    "美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员"
    "解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件"
    "计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象"
    "完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运吃喜欢买店"
    "味价钱剧影片书评质送快服务差",
    "big5": "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡"
    "用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實"
    "日軍者意無力它與長把機十民第公此已工使情明性知全三又關點正業外將兩高間由問很最重並物手應戰向頭文體政"
    "美相見被利什二等產或新己制身果加西斯月話合回特代內信表化老給世位次度門任常先海通教兒原東聲提立及比員"
    "解水名真論處走義各入幾口認條平系氣題活爾更別打女變四神總何電數安少報才結反受目太量再感建務做接必場件"
    "計管期市直德資命山金指克許統區保至隊形社便空決治展馬科司五基眼書非則聽白卻界達光放強即像難且權思王象"
    "完設式色路記南品住告類求據程北邊死張該交規萬取拉格望覺術領共確傳師觀清今切院讓識候帶導爭運吃喜歡買店"
    "味價錢劇影片書評質送快服務差",
    "cp932": "日一大人年本中出時行見月分後前生五間上東四今金九入学高円子外八六下来気小七山話女北午百書先名川千水半"
    "男西電校語土木聞食車何南万毎白天母火右読友左休父雨思言会新自社国事者場所手作代物動同方用地目定立問私"
    "使度体品写真買店味感最的当全回部",
    "cp949": "이다는에을의고가하지기도를은로리사어아한나자서시인그스라해대게들정수으있만보부전일여비과제마주오구장"
    "무니조상우안원선경공미신국성동거관산소차문연말내없모생화치진유면려았었했좋정네요세위중방때것않음식러"
    "드영재최별르습너무",
}  # fmt: skip
_COMMON["euc_jp"], _COMMON["big5hkscs"] = _COMMON["cp932"], _COMMON["big5"]
_COMMON_SETS = {name: frozenset(characters) for name, characters in _COMMON.items()}
_PUNCTUATION = frozenset("，。！？、；：（）“”‘’《》「」『』…—·～％ー　【】〜・￥")
# The sets of the characters that are in use, and the first byte after those of the first level.
_LEVELS = {
    "gb18030": ("gb2312", 0xD8), "big5": ("big5", 0xC9), "big5hkscs": ("big5", 0xC9), "cp932": ("shift_jis", 0x98),
    "euc_jp": ("euc_jp", 0xD0),
}  # fmt: skip


def score_multi_byte(found: Contexts, encoding: str) -> float:
    """log of the likelihood of the characters beyond ASCII, as an encoding of Chinese, Japanese or Korean gives them."""
    return sum(n * _likelihood(context.character, encoding) for context, n in found) - MULTI_BYTE[encoding]


def _likelihood(character: str, encoding: str) -> float:
    if character in _COMMON_SETS[encoding]:
        return -6.3
    if character in _PUNCTUATION:
        return -4.5
    if "\u4e00" <= character <= "\u9fff":
        return _han(character, encoding)
    if "\u3040" <= character <= "\u30ff" or "\uac00" <= character <= "\ud7af" or "\uff01" <= character <= "\uff9f":
        return _syllable(character, encoding)
    if character == "\ufffd":
        return DAMAGED
    return -13.0 if character.isprintable() else -18.0


def _syllable(character: str, encoding: str) -> float:
    """Kana, Hangul, and the wide or half-width forms of both."""
    japanese = encoding in ("cp932", "euc_jp")
    if character >= "\uff61":
        return -6.0 if encoding == "cp932" else SYMBOL  # the half-width kana of old machines
    if character >= "\uff01":
        return -7.0
    if character <= "\u30ff":
        return -4.5 if japanese else SYMBOL
    if encoding != "cp949":
        return DAMAGED
    return -8.5 if _bytes(character, "euc_kr") else -13.0


def _han(character: str, encoding: str) -> float:
    """Characters of an encoding's first level are those that are in use."""
    if encoding == "cp949":
        return -13.0  # modern Korean is hardly ever written with them
    narrow, end = _LEVELS[encoding]
    code = _bytes(character, narrow)
    if not code:
        return -15.0
    return -9.0 if code[0] < end else -13.0


def _bytes(character: str, encoding: str) -> bytes:
    """The character in the encoding, b"" where it has none."""
    return character.encode(encoding, "ignore")
