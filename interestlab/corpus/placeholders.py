"""What stands in a column where nobody wrote anything: “missing”, notices of platforms, invisible characters, nobody's name."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

# One a line, lower case. Only what hardly anybody writes as a whole post: “no” and “ok” are answers.
_LIST = """
nan|none|null|nil|na|n/a|n.a.|n\\a|#n/a|#n/d|#na|#null!|#value!|#ref!|#name?|<na>|nat|undefined|missing|not available
not applicable|null null|[deleted]|[removed]|[deleted by user]|[ removed by reddit ]|[unavailable]|[object object]
[flagged]|[dead]|*permanently deleted*|permanently deleted|removed by mod
deleted comment|deleted post|this message was deleted|you deleted this message|this comment has been deleted
this comment was removed by the moderators|<media omitted>|image omitted|video omitted|audio omitted|sticker omitted
gif omitted|<attached>|无|暂无|空|（无）|(无)|此用户没有填写评价|此用户未填写评价内容|该用户未填写评价内容
系统默认好评|系统默认评价|评价方未及时做出评价,系统默认好评|抱歉，此微博已被作者删除|该评论已删除|内容已删除
[图片]|無|なし|特になし|없음|нет данных|sin datos|sem dados|k. a.|k.a.|keine angabe|brak|brak danych
暂无评论|暂无评价|暂无内容|没有评论|[视频]|[无内容]|コメントなし|コメントはありません|記入なし|未記入
내용 없음|의견 없음|의견없음|댓글 없음
no opinion|no answer|not answered|unanswered|left blank|(blank)|(empty)|[empty]|no entry|no data|no comments available
there are no comments available for this review|there are no comments for this review|sans réponse|ohne text|ohne kommentar
ohne angabe|sin opinión|sin comentarios|без комментариев
"""
# What platforms write instead of a person's name.
_NOBODY_LIST = """
[deleted]|[removed]|deleted|removed|deleted user|deleted account|[deleted user]|anonymous|anonymous user|anon|guest|unknown
unknown user|nobody|no name|a google user|匿名|匿名用户
匿名用戶|知乎用户|已注销|账号已注销|已注销用户
[已删除]|匿名さん|名無し|名無しさん|익명|탈퇴한 회원|anonyme|anonym|anónimo|anônimo|anonimo|аноним|unbekannt
inconnu|desconocido|gast|invité|[удалено]|[gelöscht]
"""
# What databases, programs and spreadsheets write for a missing value. In a column of people or things these are neither, though
# somebody may be called Nan or Null; Nat, Nil and Na are names, so that they count only where they come often.
_MISSING_LIST = """
null|none|nan|n/a|n.a.|\\n|#n/a|#n/d|#nv|#na|#null!|#value!|#wert!|#ref!|#name?|#div/0!|<na>|<null>|(null)|[null]|undefined
"""
# “No Negative”, “(no text)”, “Il cliente non ha lasciato commenti”, 此用户没有填写评论: nothing, as platforms put it.
_NOTHING = (
    r"(?:no|keine?n?|sin|nessun[ao]?|aucune?|pas de|sem|нет|без|geen|brak) "
    r"(?:positives?|negatives?|comments?|text|review|answer|response|feedback|content|message|"
    r"kommentare?|angaben?|antwort|bewertung|rezension|inhalt|comentarios?|respuesta|texto|opini[oó]n|rese[nñ]a|"
    r"comment[oi]|testo|risposta|recensione|commentaires?|avis|r[eé]ponse|texte|coment[aá]rios?|resposta|"
    r"комментари(?:я|ев)|отзыва|текста|ответа|reactie|tekst|antwoord|komentarza|odpowiedzi)"
)
_NOBODY_WROTE = (
    r"(?:the |this |der |die |il |la |le |el |o |l['’])?(?:kunde|gast|nutzer|customer|guest|user|reviewer|cliente|client|"
    r"utente|usuario|ospite|h[oó]spede|hu[eé]sped|utilisateur|покупатель|пользователь|клиент|гость) ?"
    r"(?:hat keinen?|left no|did not|didn['’]t|has not|non ha|n['’]a pas|no dej[oó]|no ha|n[aã]o deixou|не оставил)"
    r"(?: [^\s]+){0,4}|"
    r"(?:此|该|这|這|本)?(?:用户|用戶|买家|顾客|客户|评价方)(?:没有|沒有|未)(?:及时)?(?:填写|作出|做出|发表|留下|填寫)?(?:文字)?"
    r"(?:评论|评价|評論|評價)?(?:内容)?"
)
_LONGEST = 80  # characters of what stands for nothing
_STRIPPED = " \t.!。！…"  # around a placeholder, these change nothing
_DASHES = r"^[\s\-‐-―_.…·*/\\|]+$"  # nothing but marks that stand for nothing
_MISSING = frozenset(_MISSING_LIST.strip().split("|"))
_PLACEHOLDERS = _MISSING | frozenset(_LIST.strip().replace("\n", "|").split("|"))
_NOBODY = frozenset(_NOBODY_LIST.strip().replace("\n", "|").split("|"))
_PLACEHOLDERS |= {text.strip(_STRIPPED) for text in _PLACEHOLDERS}
# Zero-width, directional and filling characters, which look like nothing.
_INVISIBLE = (
    r"[\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0"
    r"\ufff9-\ufffb]"
)


def find_placeholders(column: "pd.Series[str]") -> "pd.Series[bool]":
    """(rows,) True where a text says only that there is none; False where it is missing or invisible.

    For columns of texts: in a column of names or ids, “null” may be somebody.
    """
    short = column[(column.str.len() <= _LONGEST).fillna(False).astype(bool)]
    bare = short.str.strip().str.lower().str.strip(_STRIPPED)
    marks = short.str.contains(_DASHES, regex=True, na=False)
    found = (bare.isin(_PLACEHOLDERS) | marks | _are_notices(bare)) & ~find_invisible(short)
    return found.reindex(column.index, fill_value=False).astype(bool)


def _are_notices(bare: "pd.Series[str]") -> NDArray[np.bool_]:
    """Where a text is a platform's notice; by RE2, since a column of a million texts may come."""
    plain = pc.utf8_trim(pa.array(bare, pa.string()), "()[]（）【】<> ")
    found = pc.match_substring_regex(plain, f"^(?:{_NOTHING}|{_NOBODY_WROTE})$")
    result: NDArray[np.bool_] = pc.fill_null(found, False).to_numpy(zero_copy_only=False)
    return result


def find_missing(column: "pd.Series[str]") -> "pd.Series[bool]":
    """(rows,) True where a column of people, things or labels holds what stands for a missing value: NULL, NaN, \\N, “-”."""
    distinct = pd.Series(column.dropna().unique(), dtype="str")
    bare = distinct.str.strip()
    found = bare.str.lower().isin(_MISSING) | (bare == "NA") | bare.str.fullmatch(r"[-‐-―]+")
    return column.isin(set(distinct[found.fillna(False).astype(bool)]))


def find_nobody(column: "pd.Series[str]") -> "pd.Series[bool]":
    """(rows,) True where a person's name stands for nobody, such as “[deleted]” or “anonymous”; False where missing.

    What only may be a missing value, such as “nil”, does where it comes far more often than a person does.
    """
    counts = column.value_counts()
    distinct = pd.Series(counts.index, dtype="str")
    named = distinct.str.strip().str.lower().isin(_NOBODY).to_numpy(bool)
    often = (counts > max(2.0, 3.0 * float(counts.median()))).to_numpy(bool) if len(counts) else named
    found = named | (find_placeholders(distinct).to_numpy(bool) & often)
    return column.isin(set(distinct[found]))


def visible(column: "pd.Series[str]") -> "pd.Series[str]":
    """The column without blanks around its values; missing where nothing of a value can be seen."""
    stripped = column.str.strip().str.replace("\ufeff", "")
    return stripped.mask((stripped == "").fillna(False).astype(bool) | find_invisible(stripped))


def find_invisible(column: "pd.Series[str]") -> "pd.Series[bool]":
    """(rows,) True where a text holds white space, zero-width or filling characters and nothing else; False where missing."""
    return column.str.fullmatch(f"{_INVISIBLE}*", na=False)
