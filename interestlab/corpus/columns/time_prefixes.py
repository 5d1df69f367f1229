"""Words that platforms put around a date: "Reviewed in the United States on June 1, 2022", "Date of experience: June 2022".

All patterns are of RE2 and of Python alike, over folded text (fold_text).
"""

import re

import pyarrow as pa
import pyarrow.compute as pc

_IN = r"[^\d:]{2,40}"  # a country, or what was reviewed
_VERBS = (
    ("reviewed|review|posted|written|published|submitted|updated|rated|commented|added|created|asked|answered|visited|stayed",
     "in|from|by", "on"),
    ("rezension|bewertet|rezensiert|geschrieben|veroffentlicht|gepostet|verfasst|erstellt|kommentiert|besucht|bewertung",
     "aus|in|von", "vom|am|im"),
    ("commente|publie|avis publie|avis laisse|avis ecrit|avis|evalue|ecrit|poste|redige|depose|publiee|ecrite|visite",
     "en|au|aux|de|du", "le|en"),
    ("revisado|resenado|calificado|opinado|escrito|escrita|publicado|publicada|comentado|valorado|opinion escrita|resena",
     "en|de", "el|en"),
    ("recensito|recensita|recensione|pubblicato|pubblicata|scritto|scritta|valutato|visitato", "in|di|da", "il"),
    ("avaliado|avaliada|avaliou|avaliacao|publicado|escrito|comentado", "no|na|em|do|da", "em"),
    ("отзыв|отзыв оставлен|опубликовано|опубликован|написано|размещено|добавлено", "из|в|от", "от"),
    ("beoordeeld|geplaatst|geschreven|recensie", "in|uit", "op"),
    ("napisano|opublikowano|dodano|zrecenzowano|opinia", "w|z", "dnia"),
)  # fmt: skip
_TITLES = (
    r"date of (?:experience|visit|stay|review|purchase|post(?:ing)?|travel)|(?:experience|visit|travel|review) date|"
    r"erlebnisdatum|datum (?:der|des) (?:erfahrung|erlebnisses|besuchs|aufenthalts|bewertung)|besuchsdatum|reisedatum|"
    r"date de (?:l['’]experience|la visite|visite|sejour|publication|l['’]avis)|"
    r"fecha de (?:la |su )?(?:experiencia|visita|estancia|publicacion|resena|opinion)|"
    r"data (?:dell['’]|della |di )(?:esperienza|visita|pubblicazione|soggiorno|recensione)|"
    r"data (?:do |da )(?:experiencia|visita|publicacao|estadia)|"
    r"дата (?:посещения|отзыва|публикации|поездки|опыта)|datum van (?:ervaring|bezoek)|data (?:doswiadczenia|wizyty)|"
    r"(?:已)?(?:发布于|发表于|评论于|写于|更新于|编辑于|點評於|点评于|發表於|發布於|發佈於|于)|发布时间|评论时间|体验日期|入住日期|"
    r"投稿日|レビュー日|公開日|訪問日|体験日|利用日|来店日|訪問時期|利用時期|작성일|게시일|등록일|방문일|체험일|이용일"
)
_BEFORE = "|".join(
    (
        rf"(?:{_TITLES}) ?[:.]? ?",
        *(rf"(?:{verbs})(?: (?:{places}) {_IN})? (?:{on}) " for verbs, places, on in _VERBS),
        *(rf"(?:{verbs})(?: ?[:,] ?| )(?:(?:{on}|{places}) )?" for verbs, places, on in _VERBS),
    )
)
_AFTER = (
    r"に[^\d]{1,12}でレビュー済み|に(?:投稿|公開|レビュー)(?:されました|済み)?|の(?:投稿|レビュー)|"
    r"在[^\d]{1,15}(?:评论|审核|評論|點評|点评|发布|發布)|(?:发布|发表|評論|评论)|"
    r"에 [^\d]{1,12}에서 (?:검토됨|작성됨|작성)|에? ?(?:작성됨|작성|게시됨|등록됨|검토됨)"
)
_AROUND = re.compile(rf"^(?:{_BEFORE})|(?:{_AFTER})$")
_PATTERN = rf"^(?:{_BEFORE})|(?: ?(?:{_AFTER}))$"


def without_prefix(folded: str) -> str:
    """A folded text without the words that platforms put around a date."""
    return _AROUND.sub("", folded).strip() if any(map(str.isdigit, folded)) else folded


def without_prefixes(folded: pa.Array) -> pa.Array:
    """The same of distinct texts (n,); others stay as they are."""
    dated = pc.and_(pc.match_substring_regex(folded, r"\d"), pc.match_substring_regex(folded, _PATTERN))
    if not pc.any(dated).as_py():
        return folded
    return pc.if_else(dated, pc.utf8_trim_whitespace(pc.replace_substring_regex(folded, _PATTERN, "")), folded)
