"""What WhatsApp writes into its exports in the languages that it has: parts of the day,
and texts that stand for something else."""

import re

MORNING = (
    "am", "a.m.", "a. m.", "vorm.", "上午", "凌晨", "清晨", "早上", "午前", "오전", "ص", "صباحًا", "ق.ظ.", "قبل‌ازظهر",
    "לפנה״צ", 'לפנה"צ',
    "öö", "de.", "dop.", "ap.", "f.m.", "fm", "fm.", "sa", "pg", "πμ", "π.μ.", "paradite", "pr.p.", "पूर्वाह्न",
    "ก่อนเที่ยง", "mad.", "दुपारी",
)  # fmt: skip
NOON = ("中午", "12 mediodía")
EVENING = (
    "pm", "p.m.", "p. m.", "nachm.", "下午", "晚上", "傍晚", "午後", "오후", "م", "مساءً", "ب.ظ.", "بعدازظهر", "אחה״צ",
    'אחה"צ', "ös", "du.",
    "odp.", "ip.", "e.m.", "em", "em.", "ch", "ptg", "μμ", "μ.μ.", "pasdite", "po.p.", "अपराह्न", "หลังเที่ยง",
)  # fmt: skip

# A message of nothing else stands for a picture, film, sound, file or contact that the export left out.
_THING = (
    r"images?|photos?|videos?|video notes?|audios?|voice messages?|stickers?|gifs?|documents?|contact cards?|media|"
    r"album|live location|location|"
    r"bild(?:er)?|foto|videos?|audio|sprachnachricht|dokument|kontaktkarte|medien|multimedia|im[aá]genes|imagen|imagem|"
    r"imagens|v[ií]deo|"
    r"documento|tarjeta de contacto|cart[aã]o de contato|m[ií]dias?|ficheros?|archivos?|"
    r"m[eé]dias?|image|vid[eé]o|document|fiche du contact|fiche de contact|vcard|immagine|immagini|scheda contatto|contatto|"
    r"afbeelding|contactkaart|spraakbericht|documento|изображение|фото|видео|аудио|аудиофайл|стикер|документ|"
    r"карточка контакта|медиафайл|"
    r"без медиафайлов|görüntü|fotoğraf|ses|çıkartma|belge|kişi kartı|medya|תמונה|וידאו|סרטון|אודיו|מדבקה|מסמך|המדיה|"
    r"מדיה|כרטיס איש קשר|"
    r"صورة|الصورة|فيديو|مقطع|صوت|ملصق|مستند|الوسائط|وسائط|الوسائط|تصویر|ویدیو|رسانه|图像|图片|圖片|照片|影片|视频|視訊|"
    r"音频|音訊|語音|"
    r"贴图|貼圖|文件|媒体|媒體|多媒体|多媒體|联系人名片|聯絡人|画像|動画|音声|スタンプ|ドキュメント|連絡先|メディア|"
    r"이미지|사진|동영상|비디오|오디오|음성|스티커|문서|미디어|연락처|gambar|dokumen|stiker|obraz|zdjęcie|wideo|"
    r"naklejka|pominięto|multimédia|"
    r"médium|kuva|tiedosto|bilaga|mediafil|bildfil"
)
_LEFT_OUT = (
    r"omitted|weggelassen|ausgelassen|ausgeschlossen|nicht enthalten|omitid[oa]s?|ocult[oa]s?|ocultad[oa]s?|"
    r"omis(?:e|es)?|absente?s?|omess[oaie]|esclus[oaie]|"
    r"non incluso|weggelaten|niet opgenomen|опущен[оаы]?|пропущен[оаы]?|отсутствует|без медиафайлов|dahil edilmedi|"
    r"hariç|atlandı|"
    r"הושמט[הו]?|לא נכלל[הו]?|לא נכללה|محذوف[ةه]?|تم حذف|تم استبعاد|غير مدرج[ةه]?|لم يتم تضمين|حذف شد|忽略|省略|略过|"
    r"略過|已省略|已略去|"
    r"除外|含まれて|は含まれ|생략|제외|tidak disertakan|dihilangkan|pominięt[oya]*|utelämnad|utelämnat|utelatt|udeladt|"
    r"jätetty|vynechán[oaý]*"
)
_BOTH = rf"(?=[^\n]{{0,60}}$)(?=.*(?:{_THING}))(?=.*(?:{_LEFT_OUT}))"
MEDIA = re.compile(
    rf"[<\u200e]{_BOTH}[^\n:]*|<(?:{_THING})>", re.I
)  # in brackets, or behind the mark that iOS puts before its own words
BARE_MEDIA = re.compile(
    rf"(?=[^\n]{{0,40}}$)(?:{_THING})(?: \S+){{0,2}}? ?(?:{_LEFT_OUT})\S{{0,5}}", re.I
)  # where that mark was lost
ATTACHED = re.compile(r"(?:[^\n]{1,150}\.\w{2,5}\s?\([^()\n]{4,40}\)|<[^<>\n:：]{2,30}\s?[:：]\s?[^<>\n]+\.\w{2,5}>)")

DELETED = re.compile(
    r"(?:this message was deleted|you deleted this message(?: as admin)?|this message was deleted by admin.{0,40}|"
    r"diese nachricht wurde(?: von .{1,40})? gelöscht|du hast diese nachricht gelöscht|"
    r"(?:se )?eliminaste este mensaje|se eliminó este mensaje|este mensaje (?:fue|ha sido) eliminado|"
    r"has eliminado este mensaje|"
    r"ce message a été supprimé|vous avez supprimé ce message|tu as supprimé ce message|"
    r"mensagem apagada|essa mensagem foi apagada|esta mensagem foi (?:apagada|eliminada)|você apagou (?:essa|esta) mensagem|"
    r"apagaste esta mensagem|questo messaggio è stato eliminato|hai eliminato questo messaggio|"
    r"dit bericht (?:is|werd) verwijderd|(?:u hebt|je hebt) dit bericht verwijderd|"
    r"данное сообщение удалено|это сообщение удалено|сообщение удалено|вы удалили (?:данное|это) сообщение|"
    r"bu mesaj silindi|bu mesajı sildiniz|הודעה זו נמחקה|מחקת הודעה זו|"
    r"تم حذف هذه الرسالة|حذفت هذه الرسالة|لقد حذفت هذه الرسالة|حُذفت هذه الرسالة|این پیام حذف شد|شما این پیام را حذف کردید|"
    r"此消息已删除|您?已?删除了?此消息|这条消息已被?删除|你已?删除了?这条消息|此訊息已刪除|您已刪除此訊息|"
    r"這則訊息已刪除|你已刪除這則訊息|"
    r"(?:この)?メッセージは削除されました|(?:この)?メッセージを削除しました|삭제된 메시지입니다|"
    r"이 메시지를 삭제했습니다|이 메시지는 삭제되었습니다|"
    r"pesan ini (?:telah )?dihapus|anda menghapus pesan ini|ta wiadomość została usunięta|usunięto tę wiadomość|"
    r"waiting for this message\. this may take a while|auf diese nachricht warten\..{0,40}|esperando el mensaje\..{0,40}|"
    r"en attente de ce message\..{0,40}|aguardando mensagem\..{0,60}|in attesa del messaggio\..{0,60}|"
    r"detta meddelande (?:togs bort|raderades)|tämä viesti poistettiin|यह संदेश मिटा दिया गया था)[.。]?",
    re.I,
)
EDITED = re.compile(
    r"\s*\u200e?<(?:this message was edited|diese nachricht wurde bearbeitet|se editó este mensaje|este mensaje fue editado|"
    r"ce message a été modifié|mensagem editada|essa mensagem foi editada|esta mensagem foi editada|"
    r"questo messaggio è stato modificato|"
    r"dit bericht is bewerkt|сообщение изменено|данное сообщение изменено|bu mesaj düzenlendi|ההודעה נערכה|הודעה זו נערכה|"
    r"تم تعديل هذه الرسالة|تم تحرير هذه الرسالة|这条消息已被?编辑|此消息已被?编辑|此訊息已編輯|這則訊息已編輯|"
    r"(?:この)?メッセージは編集されました|"
    r"이 메시지는 (?:수정|편집)되었습니다|수정된 메시지)[.。]?>$",
    re.I,
)
# What a chat begins with: by these words a file is known for certain.
ENCRYPTED = re.compile(
    r"end-to-end|ende-zu-ende|de extremo a extremo|de bout en bout|de ponta a ponta|end-to-end-|сквозн\w+ шифрован|"
    r"uçtan uca|מקצה לקצה|"
    r"تمامًا بين الطرفين|التشفير التام|مشفرة تمام|رمزگذاری سرتاسر|端到端|端对端|端對端|エンドツーエンド|종단간|종단 간|"
    r"ujung ke ujung|metodą end|totalsträcks|"
    r"päästä päähän",
    re.I,
)
