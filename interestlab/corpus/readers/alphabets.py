"""How letters beyond a-z are spread in the languages that single-byte encodings serve, and which encodings serve them.

The letters of each language stand from the commonest to the rarest. A share falls with the rank: as 1/rank where a language
adds a few letters to a-z, and by the same factor from letter to letter in a whole alphabet, which fits Russian well.
"""

from functools import cache
from math import exp, log
from types import MappingProxyType

LATIN = MappingProxyType({
    "en": "éüöñäáíèóçïâøåêóëãœ", "de": "üäößé", "fr": "éèàêçâîôùûëïœüÿ", "es": "óíáéñúü", "pt": "ãçáéóíêâõúàôü",
    "it": "èàùòìéó", "nl": "éëïèóüöáêç", "sv": "äöåéü", "da": "øåæéö", "is": "íðáöóéúæþý", "ca": "àéèíóòçúïü",
    "fi": "äöåé", "et": "äõüöšž", "pl": "łąężóśćńź", "cs": "íáěéřšýčžůúťóňď", "sk": "áíéčšýžúľťóňôäďĺŕ",
    "hu": "áéöőóüíúű", "ro": "ăîâşţșț", "hr": "čšžćđ", "sl": "čšž", "tr": "ıişüğçöâîû".replace("i", ""),
    "lt": "ėšųįžąūčę", "lv": "āīšēņļūžčģķ", "sq": "ëç", "vi": "đưôâơăêáàóếạảấậồéèìòùúíộ", "ga": "áéíóú", "eo": "ĉĝŭŝĵĥ",
    # several languages in one file
    "western": "éäüöáàèíóçñãêâåæøôîïëúùûõòìœß", "eastern": "áéíóąłęřžščćěýůňťďőűățżśńź",
})  # fmt: skip
OTHER_SCRIPTS = MappingProxyType({
    "ru": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё", "uk": "оаниівтерсклудмпязьбгйчюхцїжшщєфґ",
    "bg": "аеоинтрсвлдкпмзуябъгчжщцйхшфюьѝ",
    "sr": "аиоенртсјувкдмплгзбшчцњжђљћхџф", "mk": "аоеитнрвсдлкпмузјгбчшцжњќхфѓѕџљ", "be": "анілоеірывтсякдмупзьуўгбчцйшхжюёэф",
    "el": "αοιετσνηυρπκμλςίόάγέήδωχθύφβξώζψϊϋ", "he": "יוהלאמרבתשנדכםקחפעגזטסצןךץף",
    "ar": "اليمنروتبعدهسفكقأحجةشصطخىضذثزظءغئإآؤًپچگژ", "fa": "ایرنمدهوتبسشلکزفگخقحعپجچطصژغضثظذءئآيك",
    "th": "านรกเงมยลวดท่อ้ไสตะีแคิปหบขจใโพช็ซผถธภณญฟฐํัูุืึำ์๊ฝฏฌฎฒฮฑฆๆฯ",
})  # fmt: skip

CYRILLIC, ARABIC = ("ru", "uk", "bg", "sr", "mk", "be"), ("ar", "fa")
_WEST = ("en", "de", "fr", "es", "pt", "it", "nl", "sv", "da", "is", "ca", "fi", "sq", "ga", "western")
_EAST = ("pl", "cs", "sk", "hu", "ro", "hr", "sl", "en", "de", "sq", "eastern")
_EAST_OF_MACS = tuple(language for language in _EAST if language not in ("ro", "sq"))
_BALTIC = ("lt", "lv", "et", "en", "de", "fi")
# Languages that an encoding was made for, and how much less usual it is than the commonest (nats).
SINGLE_BYTE: MappingProxyType[str, tuple[tuple[str, ...], float]] = MappingProxyType({
    "cp1252": (_WEST, 0.0), "iso8859_15": (_WEST, 1.0), "mac_roman": (_WEST, 2.0), "cp850": (_WEST, 3.0), "cp437": (_WEST, 4.0),
    "cp1250": (_EAST, 0.5), "iso8859_2": (_EAST, 1.0), "cp852": (_EAST, 3.0), "mac_latin2": (_EAST_OF_MACS, 3.0),
    "cp1257": (_BALTIC, 1.0), "iso8859_13": (_BALTIC, 2.0), "cp1254": (("tr", "en", "de"), 0.7),
    "cp857": (("tr",), 3.5), "mac_turkish": (("tr",), 3.5), "iso8859_3": (("eo", "tr"), 3.5), "cp1258": (("vi",), 2.0),
    "cp1251": (CYRILLIC, 0.0), "koi8_r": (("ru", "bg"), 1.0), "koi8_u": (("uk",), 1.0), "cp866": (CYRILLIC, 2.0),
    "iso8859_5": (CYRILLIC, 2.0), "mac_cyrillic": (CYRILLIC, 2.5), "cp1253": (("el",), 0.5), "iso8859_7": (("el",), 1.0),
    "mac_greek": (("el",), 3.0), "cp1255": (("he",), 0.5), "iso8859_8": (("he",), 1.5), "cp862": (("he",), 3.0),
    "cp1256": (ARABIC, 0.5), "iso8859_6": (("ar",), 1.0), "cp874": (("th",), 0.5),
})  # fmt: skip


@cache
def letter_shares(language: str) -> dict[str, float]:
    """log of the share of each lower-case letter beyond a-z among all such letters of the language."""
    letters = dict.fromkeys(LATIN.get(language) or OTHER_SCRIPTS[language])
    whole_alphabet = language in OTHER_SCRIPTS
    weights = [exp(-3.6 * rank / len(letters)) if whole_alphabet else 1 / (rank + 2) for rank in range(len(letters))]
    return {letter: log(weight / sum(weights)) for letter, weight in zip(letters, weights, strict=True)}
