"""Small tables as people have them, in many languages and from many sources: which column gets which role.

A row of TABLES names the columns with what their values look like, and the roles that are right.
"""

import io

import pandas as pd
import pytest

from interestlab.corpus import build_corpus, guess_roles, read_table

ROWS = 40
WORDS = [
    "bike",
    "chain",
    "noise",
    "garden",
    "water",
    "tomato",
    "bread",
    "friends",
    "film",
    "music",
    "walk",
    "river",
    "light",
    "stone",
    "paper",
    "road",
    "winter",
    "window",
]
SUBJECTS = ["The Old Bridge", "Green River", "Silent Walk", "House of Cards", "North Wind", "Last Train", "Blue Harbor"]


def sentence(n, words):
    return " ".join(WORDS[(n * 7 + k * (k + n % 5 + 1)) % len(WORDS)] for k in range(words)) + f" {WORDS[n % 18]}"


MAKERS = {
    "prose": lambda n: sentence(n, 9 + n % 8).capitalize() + ".",
    "title": lambda n: sentence(n, 3).capitalize(),
    "handle": lambda n: f"ada_{n * 7 % 13}",
    "person": lambda n: f"{('Ada', 'Ben', 'Eva', 'Jan', 'Mia')[n % 5]} {('Lee', 'Roy', 'Orr')[n % 3]}",
    "mail": lambda n: f"ada{n * 7 % 13}@example.org",
    "hash": lambda n: f"{(n % 13 + 11) ** 40:040x}"[:40],
    "number": lambda n: str(4000 + n * 7 % 17),
    "row": lambda n: str(1000 + n),
    "stars": lambda n: str(n * 3 % 5 + 1),
    "ten": lambda n: str(n * 7 % 11),
    "fine": lambda n: f"{2.5 + n * 7 % 75 / 10:.1f}",
    "votes": lambda n: str(n * 37 % 900 - 5),
    "count": lambda n: str(n * n * 31 % 4900 + 1),
    "stamp": lambda n: f"2023-{n % 12 + 1:02}-{n % 28 + 1:02} 08:{n:02}:00",
    "later": lambda n: f"2024-{n % 12 + 1:02}-{n % 28 + 1:02} 08:{n:02}:00",
    "epoch": lambda n: str(1_672_900_000 + n * 58_620),
    "thing": lambda n: SUBJECTS[n * 5 % 7],
    "kind": lambda n: ("Bike", "Garden", "Film")[n % 3],
    "staff": lambda n: ("Udo Kern", "Vera Moll", "Will Pace")[n % 3],
    "tags": lambda n: WORDS[n % 18],
    "link": lambda n: f"https://forum.example.org/t/{n % 6}",
    "same": lambda n: "web",
    "empty": lambda n: None,
    "seldom": lambda n: sentence(n, 9 + n % 8) if n % 2 else None,
    "place": lambda n: f"https://beers.example.org/b/{n * 5 % 7}",
    "seven": lambda n: str(500 + n * 5 % 7),
    "zero": lambda n: "12" if n % 9 == 0 else "0",
}  # fmt: skip

# name of the table | columns as "name:maker" | roles as "role=column", the text's columns joined by +
TABLES = """
English | User name:handle; Date:stamp; Product:thing; Title:title; Comment:prose; Rating:stars | user=User name; time=Date; item=Product; text=Title+Comment; value=Rating
German | Kundennr.:number; Erstellt am:stamp; Artikelnr.:thing; Betreff:title; Rezension:prose; Sterne:stars | user=Kundennr.; time=Erstellt am; item=Artikelnr.; text=Betreff+Rezension; value=Sterne
French | Pseudo:handle; Horodateur:stamp; Produit:thing; Objet:title; Avis:prose; Étoiles:stars | user=Pseudo; time=Horodateur; item=Produit; text=Objet+Avis; value=Étoiles
Spanish | Usuario:handle; Fecha:stamp; Artículo:thing; Asunto:title; Opinión:prose; Calificación:stars | user=Usuario; time=Fecha; item=Artículo; text=Asunto+Opinión; value=Calificación
Italian | Utente:handle; Data:stamp; Prodotto:thing; Oggetto:title; Recensione:prose; Voto:stars | user=Utente; time=Data; item=Prodotto; text=Oggetto+Recensione; value=Voto
Portuguese | Usuário:handle; Data:stamp; Produto:thing; Assunto:title; Mensagem:prose; Avaliação:stars | user=Usuário; time=Data; item=Produto; text=Assunto+Mensagem; value=Avaliação
Russian | Автор:handle; Дата создания:stamp; Название товара:thing; Тема:title; Отзыв:prose; Оценка:stars | user=Автор; time=Дата создания; item=Название товара; text=Тема+Отзыв; value=Оценка
Polish | Autor:handle; Data utworzenia:stamp; Nazwa produktu:thing; Temat:title; Opinia:prose; Liczba gwiazdek:stars | user=Autor; time=Data utworzenia; item=Nazwa produktu; text=Temat+Opinia; value=Liczba gwiazdek
Dutch | Naam:handle; Tijdstempel:stamp; Artikel:thing; Onderwerp:title; Bericht:prose; Sterren:stars | user=Naam; time=Tijdstempel; item=Artikel; text=Onderwerp+Bericht; value=Sterren
Turkish | Müşteri:handle; Zaman damgası:stamp; Ürün adı:thing; Konu:title; Mesaj:prose; Yıldız:stars | user=Müşteri; time=Zaman damgası; item=Ürün adı; text=Konu+Mesaj; value=Yıldız
Chinese | 买家昵称:handle; 发布时间:stamp; 店铺:thing; 标题:title; 评论内容:prose; 星级:stars; 点赞数:count | user=买家昵称; time=发布时间; item=店铺; text=标题+评论内容; value=星级
Japanese | ニックネーム:handle; 訪問日:stamp; 店舗名:thing; 口コミ本文:prose; 総合評価:stars; いいね数:count | user=ニックネーム; time=訪問日; item=店舗名; text=口コミ本文; value=総合評価
Korean | 아이디:handle; 작성일시:stamp; 영화제목:thing; 댓글:prose; 별점:ten; 공감수:count | user=아이디; time=작성일시; item=영화제목; text=댓글; value=별점
Arabic | الاسم:handle; الوقت:stamp; اسم المنتج:thing; الموضوع:title; الرسالة:prose; التقييم:stars | user=الاسم; time=الوقت; item=اسم المنتج; text=الموضوع+الرسالة; value=التقييم
Hindi | उपयोगकर्ता:handle; दिनांक:stamp; उत्पाद:thing; शीर्षक:title; टिप्पणी:prose; रेटिंग:stars | user=उपयोगकर्ता; time=दिनांक; item=उत्पाद; text=शीर्षक+टिप्पणी; value=रेटिंग
Thai | ผู้ใช้:handle; วันที่:stamp; สินค้า:thing; หัวข้อ:title; ความคิดเห็น:prose; คะแนน:stars | user=ผู้ใช้; time=วันที่; item=สินค้า; text=หัวข้อ+ความคิดเห็น; value=คะแนน
Indonesian | Nama:handle; Waktu:stamp; Nama produk:thing; Subjek:title; Ulasan:prose; Bintang:stars | user=Nama; time=Waktu; item=Nama produk; text=Subjek+Ulasan; value=Bintang
Vietnamese | Người dùng:handle; Ngày:stamp; Sản phẩm:thing; Tiêu đề:title; Bình luận:prose; Đánh giá:stars | user=Người dùng; time=Ngày; item=Sản phẩm; text=Tiêu đề+Bình luận; value=Đánh giá
Czech | Zákazník:handle; Vytvořeno:stamp; Produkt:thing; Předmět:title; Recenze:prose; Hvězdičky:stars | user=Zákazník; time=Vytvořeno; item=Produkt; text=Předmět+Recenze; value=Hvězdičky
Ukrainian | Користувач:handle; Дата:stamp; Назва товару:thing; Тема:title; Відгук:prose; Оцінка:stars | user=Користувач; time=Дата; item=Назва товару; text=Тема+Відгук; value=Оцінка
Swedish | Kund:handle; Skapad:stamp; Artikel:thing; Ämne:title; Recension:prose; Stjärnor:stars | user=Kund; time=Skapad; item=Artikel; text=Ämne+Recension; value=Stjärnor
Greek | Χρήστης:handle; Ημερομηνία:stamp; Προϊόν:thing; Τίτλος:title; Σχόλιο:prose; Βαθμολογία:stars | user=Χρήστης; time=Ημερομηνία; item=Προϊόν; text=Τίτλος+Σχόλιο; value=Βαθμολογία
Hebrew | משתמש:handle; תאריך:stamp; מוצר:thing; כותרת:title; תגובה:prose; דירוג:stars | user=משתמש; time=תאריך; item=מוצר; text=כותרת+תגובה; value=דירוג
Persian | کاربر:handle; تاریخ:stamp; محصول:thing; عنوان:title; نظر:prose; امتیاز:stars | user=کاربر; time=تاریخ; item=محصول; text=عنوان+نظر; value=امتیاز
tickets with an owner | Ticket ID:row; Ticket name:title; Create date:stamp; Ticket owner:staff; Ticket description:prose; Associated Contact:handle | user=Associated Contact; time=Create date; text=Ticket name+Ticket description
calls | caller_id:handle; opened_at:stamp; description:prose; assigned_to:staff | user=caller_id; time=opened_at; text=description
several people and dates | author:handle; reply_to:person; moderator:staff; created:stamp; updated:later; message:prose; likes:votes | user=author; time=created; text=message
forum by address | thread_url:link; author:handle; post_date:stamp; content:prose; likes:count | user=author; time=post_date; text=content; item=thread_url
mail | From:mail; To:person; Subject:title; Date:stamp; Body:prose | user=From; time=Date; text=Subject+Body
a contact form | Name:person; Email:mail; Message:prose | user=Email; text=Message
the score of a survey | Submitted At:stamp; NPS Score:ten; What is the main reason?:prose | time=Submitted At; value=NPS Score; text=What is the main reason?
a score with fractions | guest:handle; Reviewer_Score:fine; Review:prose | user=guest; value=Reviewer_Score; text=Review
votes of others | author:handle; score:votes; num_comments:count; body:prose | user=author; text=body
what a student gave | professor_name:thing; student_difficult:stars; student_star:stars; comments:prose | text=comments; value=student_star
counts of plays | user_id:hash; artist_id:number; plays:count | user=user_id; item=artist_id; value=plays
glued ids | visitorid:number; itemid:number; timestamp:epoch | user=visitorid; time=timestamp; item=itemid
plays of others | author:handle; text:prose; diggCount:count; playCount:count | user=author; text=text
tags alone | user:handle; tags:tags; date:stamp | user=user; time=date; text=tags
a constant and an empty column | source:same; user:handle; text:prose; note:empty | user=user; text=text
a hash as the person | user_hash:hash; posted:stamp; comment:prose | user=user_hash; time=posted; text=comment
German, a restaurant | Gast:person; Besucht am:stamp; Gericht:thing; Meinung:prose; Wertung:stars | user=Gast; time=Besucht am; item=Gericht; text=Meinung; value=Wertung
German, a course | Mitarbeiterin:person; Datum:stamp; Schulung:thing; Rückmeldung:prose; Gesamtnote:ten | user=Mitarbeiterin; time=Datum; item=Schulung; text=Rückmeldung; value=Gesamtnote
French, a stay | Voyageur:person; Date du séjour:stamp; Gîte:thing; Commentaire:prose; Appréciation:ten | user=Voyageur; time=Date du séjour; item=Gîte; text=Commentaire; value=Appréciation
Spanish, a house | Huésped:person; Fecha de estancia:stamp; Casa:thing; Opinión:prose; Valoración:stars | user=Huésped; time=Fecha de estancia; item=Casa; text=Opinión; value=Valoración
Spanish, a club | Socio:number; Fecha:stamp; Actividad:thing; Comentarios:prose; Puntos:stars | user=Socio; time=Fecha; item=Actividad; text=Comentarios; value=Puntos
Italian, a course | Iscritto:person; Data:stamp; Corso:thing; Commento:prose; Gradimento:stars | user=Iscritto; time=Data; item=Corso; text=Commento; value=Gradimento
Portuguese, a stay | Hóspede:person; Data:stamp; Alojamento:thing; Comentário:prose; Pontuação:ten | user=Hóspede; time=Data; item=Alojamento; text=Comentário; value=Pontuação
Dutch, a course | Deelnemer:person; Datum:stamp; Cursus:thing; Opmerking:prose; Cijfer:ten | user=Deelnemer; time=Datum; item=Cursus; text=Opmerking; value=Cijfer
Polish, a course | Uczestnik:person; Data:stamp; Szkolenie:thing; Komentarz:prose; Ocena:stars | user=Uczestnik; time=Data; item=Szkolenie; text=Komentarz; value=Ocena
Czech, a meal | Návštěvník:person; Datum:stamp; Jídlo:thing; Komentář:prose; Hodnocení:stars | user=Návštěvník; time=Datum; item=Jídlo; text=Komentář; value=Hodnocení
Hungarian, a stay | Vendég:person; Dátum:stamp; Szállás:thing; Vélemény:prose; Értékelés:stars | user=Vendég; time=Dátum; item=Szállás; text=Vélemény; value=Értékelés
Romanian, a hotel | Oaspete:person; Data:stamp; Hotel:thing; Comentariu:prose; Notă:ten | user=Oaspete; time=Data; item=Hotel; text=Comentariu; value=Notă
Turkish, a hotel | Misafir:person; Tarih:stamp; Otel:thing; Yorum:prose; Puan:ten | user=Misafir; time=Tarih; item=Otel; text=Yorum; value=Puan
Russian, a place | Посетитель:person; Дата:stamp; Заведение:thing; Отзыв:prose; Оценка:stars | user=Посетитель; time=Дата; item=Заведение; text=Отзыв; value=Оценка
Ukrainian, a course | Учасник:person; Дата:stamp; Курс:thing; Відгук:prose; Оцінка:stars | user=Учасник; time=Дата; item=Курс; text=Відгук; value=Оцінка
Croatian, a stay | Gost:person; Datum:stamp; Smještaj:thing; Komentar:prose; Ocjena:stars | user=Gost; time=Datum; item=Smještaj; text=Komentar; value=Ocjena
Greek, a meal | Επισκέπτης:person; Ημερομηνία:stamp; Πιάτο:thing; Σχόλιο:prose; Βαθμολογία:stars | user=Επισκέπτης; time=Ημερομηνία; item=Πιάτο; text=Σχόλιο; value=Βαθμολογία
Norwegian, a cabin | Gjest:person; Dato:stamp; Hytte:thing; Kommentar:prose; Karakter:ten | user=Gjest; time=Dato; item=Hytte; text=Kommentar; value=Karakter
Finnish, a course | Osallistuja:person; Päivämäärä:stamp; Koulutus:thing; Palaute:prose; Arvosana:stars | user=Osallistuja; time=Päivämäärä; item=Koulutus; text=Palaute; value=Arvosana
Vietnamese, a course | Học viên:person; Ngày:stamp; Khóa học:thing; Nhận xét:prose; Điểm:ten | user=Học viên; time=Ngày; item=Khóa học; text=Nhận xét; value=Điểm
Indonesian, a course | Peserta:person; Tanggal:stamp; Pelatihan:thing; Komentar:prose; Nilai:ten | user=Peserta; time=Tanggal; item=Pelatihan; text=Komentar; value=Nilai
Thai, a meal | ลูกค้า:person; วันที่:stamp; เมนู:thing; ความคิดเห็น:prose; คะแนน:stars | user=ลูกค้า; time=วันที่; item=เมนู; text=ความคิดเห็น; value=คะแนน
Arabic, a hotel | النزيل:person; التاريخ:stamp; الفندق:thing; التعليق:prose; التقييم:stars | user=النزيل; time=التاريخ; item=الفندق; text=التعليق; value=التقييم
Hebrew, a course | משתתף:person; תאריך:stamp; קורס:thing; תגובה:prose; ציון:ten | user=משתתף; time=תאריך; item=קורס; text=תגובה; value=ציון
Japanese, a shop | お客様番号:number; 日付:stamp; 店舗:thing; ご意見:prose; 評価:stars | user=お客様番号; time=日付; item=店舗; text=ご意見; value=評価
Japanese, a stay | 宿泊者:person; 宿泊日:stamp; 宿名:thing; 口コミ:prose; 満足度:stars | user=宿泊者; time=宿泊日; item=宿名; text=口コミ; value=満足度
Korean, a course | 수강생:person; 날짜:stamp; 강의명:thing; 소감:prose; 만족도:stars | user=수강생; time=날짜; item=강의명; text=소감; value=만족도
Chinese, a stay | 住客:person; 入住日期:stamp; 民宿:thing; 评价:prose; 评分:stars | user=住客; time=入住日期; item=民宿; text=评价; value=评分
traditional Chinese, a course | 學員:person; 日期:stamp; 課程:thing; 意見:prose; 滿意度:stars | user=學員; time=日期; item=課程; text=意見; value=滿意度
a conference | Attendee:person; When:stamp; Session:thing; Feedback:prose; Score (1-5):stars | user=Attendee; time=When; item=Session; text=Feedback; value=Score (1-5)
how much a reviewer has written | Hotel_Name:thing; Reviewer:person; Total_Reviews_By_Reviewer:count; Reviewer_Score:ten; Review_Date:stamp; Positive_Review:prose | user=Reviewer; time=Review_Date; item=Hotel_Name; text=Positive_Review; value=Reviewer_Score
a session of a browser is no thing | visitor:handle; session:row; comment:prose; ts:epoch | user=visitor; time=ts; text=comment
one's list of beers | beer_name:thing; comment:seldom; rating_score:stars; created_at:stamp; beer_url:place | text=beer_name+comment; time=created_at; value=rating_score; item=beer_url
one's list of games by number | objectname:thing; objectid:seven; rating:ten; comment:seldom | text=objectname+comment; value=rating; item=objectid
names of people are no titles | name:person; text:prose; uid:hash; timestamp:epoch | user=uid; time=timestamp; text=text
wrapped numbers | nguoi_dung:handle; noi_dung:prose; so_sao.$numberInt:stars | user=nguoi_dung; text=noi_dung; value=so_sao.$numberInt
comments of guests | comment_ID:row; comment_post_ID:number; comment_author:person; comment_author_email:mail; comment_date:stamp; comment_content:prose; user_id:zero | user=comment_author_email; time=comment_date; item=comment_post_ID; text=comment_content
a name beside a snippet | name:person; rating:stars; date:stamp; snippet:prose | user=name; time=date; text=snippet; value=rating
numbers alone | a:fine; b:count | 
"""  # noqa: E501


def parsed(line):
    name, columns, roles = (part.strip() for part in line.split("|"))
    made = dict(column.strip().rsplit(":", 1) for column in columns.split(";"))
    right = dict(role.strip().split("=", 1) for role in roles.split(";") if role.strip())
    return pytest.param(made, right, id=name)


def table(columns):
    return pd.DataFrame(
        {name: pd.Series([MAKERS[kind](n) for n in range(ROWS)], dtype="str") for name, kind in columns.items()}
    )


@pytest.mark.parametrize(("columns", "right"), [parsed(line) for line in TABLES.strip("\n").split("\n")])
def test_every_column_has_the_role_it_should(columns, right):
    guess = guess_roles(table(columns))
    roles = guess.roles
    found = {"text": "+".join(roles.text), "user": roles.user, "time": roles.time, "item": roles.item, "value": roles.value}
    assert {role: column for role, column in found.items() if column} == right
    assert set(guess.unused) == set(columns) - roles.used
    assert all(guess.unused.values())
    assert all(guess.reasons[role].endswith(("certain", "likely", "a guess")) for role in right)


@pytest.mark.parametrize("name", ["#", "№", "%", "…", "★", "🙂", "-"])
@pytest.mark.parametrize("values", [range(1, 13), [at % 5 + 1 for at in range(12)], [f"u{at % 3}" for at in range(12)]])
def test_a_name_without_letters_is_a_name(name, values):
    rows = "\n".join(f"{value},A rainy day in the garden number {at}" for at, value in enumerate(values))
    table = read_table(io.BytesIO(f"{name},comment\n{rows}\n".encode()), "x.csv")
    assert build_corpus(table).roles.text == ("comment",)
