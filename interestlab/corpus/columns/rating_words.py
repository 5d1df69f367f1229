"""Words that stand for a rating, from the worst to the best, folded (fold_text)."""

from interestlab.corpus.columns.time_words import fold_text

# Each line is one scale: places are separated by "|", words of one place by ",". An empty place has no common word; indented
# lines go on.
_SCALES = """
strongly disagree,completely disagree,totally disagree | disagree,somewhat disagree |
    neutral,neither agree nor disagree,undecided,neither | agree,somewhat agree |
    strongly agree,completely agree,totally agree
very dissatisfied,very unsatisfied,extremely dissatisfied | dissatisfied,unsatisfied,somewhat dissatisfied |
    neutral,neither satisfied nor dissatisfied | satisfied,somewhat satisfied | very satisfied,extremely satisfied
very unhappy | unhappy | neutral | happy | very happy
very unlikely,extremely unlikely | unlikely,somewhat unlikely | neutral,neither likely nor unlikely |
    likely,somewhat likely | very likely,extremely likely
not at all important | slightly important | moderately important | important,very important | extremely important
never | rarely,seldom | sometimes,occasionally | often,usually,frequently | always
very poor,terrible,awful,horrible,very bad,worst | poor,bad,below average | fair,average,ok,okay,so-so,neutral,mediocre |
    good,above average | very good,great,excellent,amazing,outstanding,perfect
hate it | don't like it,don’t like it,dislike it | it's ok,it’s ok,it is ok,neutral | like it | love it
far below expectations | below expectations | met expectations,meets expectations |
    exceeded expectations,exceeds expectations,above expectations | far exceeded expectations,far exceeds expectations
very negative | negative | neutral,mixed | positive | very positive
overwhelmingly negative,very negative | mostly negative,negative | mixed | mostly positive,positive |
    very positive,overwhelmingly positive
very low | low | medium,moderate | high | very high
stimme gar nicht zu,stimme uberhaupt nicht zu,trifft gar nicht zu,trifft uberhaupt nicht zu |
    stimme nicht zu,stimme eher nicht zu,trifft nicht zu,trifft eher nicht zu |
    neutral,teils/teils,teils teils,teils-teils,weder noch,unentschieden |
    stimme zu,stimme eher zu,trifft zu,trifft eher zu |
    stimme voll zu,stimme voll und ganz zu,stimme vollig zu,trifft voll zu,trifft voll und ganz zu
sehr unzufrieden | unzufrieden,eher unzufrieden | neutral,weder noch,teils/teils | zufrieden,eher zufrieden |
    sehr zufrieden
sehr schlecht,furchtbar,miserabel,katastrophal | schlecht,maßig,massig,eher schlecht |
    mittel,mittelmaßig,mittelmassig,durchschnittlich,ok,okay,geht so,befriedigend,neutral | gut,eher gut |
    sehr gut,hervorragend,ausgezeichnet,super,toll,klasse,exzellent,perfekt
nie | selten | manchmal,gelegentlich | oft,haufig | immer
pas du tout d'accord,pas du tout d’accord | pas d'accord,pas d’accord,plutot pas d'accord,plutot pas d’accord |
    neutre,ni d'accord ni pas d'accord,sans opinion | d'accord,d’accord,plutot d'accord,plutot d’accord |
    tout a fait d'accord,tout a fait d’accord
tres insatisfait,pas du tout satisfait,tres mecontent | insatisfait,peu satisfait,mecontent,plutot insatisfait |
    neutre,ni satisfait ni insatisfait | satisfait,plutot satisfait,content | tres satisfait,tres content
tres mauvais,tres mauvaise,tres mal,nul,nulle,horrible,insuffisant,execrable,affreux,affreuse |
    mauvais,mauvaise,mediocre,mal,decevant,decevante,plutot mauvais |
    moyen,moyenne,passable,correct,correcte,assez bien,neutre | bon,bonne,bien,plutot bon,plutot bonne |
    tres bon,tres bonne,tres bien,excellent,excellente,super,parfait,parfaite,genial
pas du tout satisfait | plutot pas satisfait,peu satisfait | | plutot satisfait | tout a fait satisfait,tres satisfait
totalmente en desacuerdo,muy en desacuerdo | en desacuerdo | neutral,ni de acuerdo ni en desacuerdo,indiferente |
    de acuerdo | totalmente de acuerdo,muy de acuerdo
muy insatisfecho,muy insatisfecha,nada satisfecho,nada satisfecha | insatisfecho,insatisfecha,poco satisfecho,poco satisfecha |
    neutral,ni satisfecho ni insatisfecho,ni satisfecha ni insatisfecha | satisfecho,satisfecha,bastante satisfecho |
    muy satisfecho,muy satisfecha
muy malo,muy mala,muy mal,pesimo,pesima,terrible,horrible | malo,mala,mal,deficiente | regular,normal,aceptable |
    bueno,buena,bien | muy bueno,muy buena,muy bien,excelente
fortemente in disaccordo,per niente d'accordo,completamente in disaccordo | in disaccordo,poco d'accordo |
    neutrale,ne d'accordo ne in disaccordo | d'accordo,abbastanza d'accordo |
    fortemente d'accordo,completamente d'accordo,molto d'accordo
molto insoddisfatto,molto insoddisfatta,per niente soddisfatto,per niente soddisfatta |
    insoddisfatto,insoddisfatta,poco soddisfatto,poco soddisfatta | neutrale,ne soddisfatto ne insoddisfatto |
    soddisfatto,soddisfatta,abbastanza soddisfatto,abbastanza soddisfatta | molto soddisfatto,molto soddisfatta
pessimo,pessima,molto scarso,molto scarsa,terribile,molto male |
    scarso,scarsa,cattivo,cattiva,insufficiente,non sufficiente,male,mediocre |
    sufficiente,medio,media,discreto,discreta,nella media,cosi cosi,normale | buono,buona,bene,distinto |
    ottimo,ottima,eccellente,molto buono,molto buona,molto bene,perfetto,perfetta
discordo totalmente,discordo fortemente | discordo,discordo parcialmente |
    neutro,nem concordo nem discordo,indiferente | concordo,concordo parcialmente |
    concordo totalmente,concordo fortemente
muito insatisfeito,muito insatisfeita | insatisfeito,insatisfeita | neutro,neutra,indiferente |
    satisfeito,satisfeita | muito satisfeito,muito satisfeita
pessimo,pessima,muito ruim,horrivel,muito mau,muito ma | ruim,mau,ma,fraco,fraca | regular,razoavel,medio,media |
    bom,boa | muito bom,muito boa,otimo,otima,excelente
helemaal mee oneens,zeer oneens | oneens,mee oneens | neutraal,niet mee eens/niet mee oneens | eens,mee eens |
    helemaal mee eens,zeer eens
zeer ontevreden | ontevreden | neutraal | tevreden | zeer tevreden
zeer slecht | slecht | matig,voldoende,gemiddeld | goed | zeer goed,uitstekend
полностью не согласен,совершенно не согласен,категорически не согласен | не согласен,скорее не согласен |
    нейтрально,затрудняюсь ответить,ни то ни другое | согласен,скорее согласен |
    полностью согласен,совершенно согласен
очень недоволен,очень недовольна,совершенно недоволен,совсем не доволен | недоволен,недовольна,не доволен,не довольна |
    нейтрально,нейтрален | доволен,довольна,скорее доволен | очень доволен,очень довольна,полностью доволен,полностью довольна
ужасно,очень плохо,отвратительно,ужасный,ужасная,ужасное,очень плохой,очень плохая |
    плохо,неудовлетворительно,плохой,плохая,плохое |
    нормально,средне,удовлетворительно,так себе,средний,средняя,нормальный,нормальная | хорошо,хороший,хорошая,хорошее |
    отлично,очень хорошо,превосходно,великолепно,идеально,отличный,отличная,отличное,очень хороший,очень хорошая
очень не понравилось,совсем не понравилось | не понравилось,скорее не понравилось | нормально,нейтрально |
    понравилось,скорее понравилось | очень понравилось
zdecydowanie sie nie zgadzam | nie zgadzam sie,raczej sie nie zgadzam | nie mam zdania,trudno powiedziec |
    zgadzam sie,raczej sie zgadzam | zdecydowanie sie zgadzam
bardzo zle,okropnie,bardzo zly,bardzo zla,bardzo slaby,bardzo slaba | zle,slabo,zly,zla,slaby,slaba |
    srednio,przecietnie,sredni,srednia,przecietny,przecietna,neutralnie | dobrze,dobry,dobra |
    bardzo dobrze,doskonale,swietnie,bardzo dobry,bardzo dobra,doskonaly,doskonala,swietny,swietna
bardzo niezadowolony,bardzo niezadowolona | niezadowolony,niezadowolona | neutralny,neutralna,trudno powiedziec |
    zadowolony,zadowolona | bardzo zadowolony,bardzo zadowolona
velmi spatne,hrozne,velmi spatny,velmi spatna | spatne,spatny,spatna | prumerne,ujde,prumerny,prumerna,neutralni |
    dobre,dobry,dobra | velmi dobre,vyborne,vyborny,vyborna,skvele
velmi nespokojen,velmi nespokojeny,velmi nespokojena | nespokojen,nespokojeny,nespokojena | neutralni |
    spokojen,spokojeny,spokojena | velmi spokojen,velmi spokojeny,velmi spokojena
жахливо,дуже погано | погано,незадовільно | нормально,задовільно,посередньо,середньо,так собі | добре |
    відмінно,дуже добре,чудово
дуже незадоволений,дуже незадоволена | незадоволений,незадоволена | нейтрально | задоволений,задоволена |
    дуже задоволений,дуже задоволена
mycket daligt,mycket dalig,uselt,usel | daligt,dalig | okej,ok,medel,godkant,varken bra eller daligt | bra |
    mycket bra,utmarkt
mycket missnojd | missnojd | neutral,varken eller,varken nojd eller missnojd | nojd,ganska nojd | mycket nojd
meget darlig,meget darligt | darlig,darligt | middel,nogenlunde,ok,okay | god,godt | meget god,meget godt,fremragende
meget utilfreds | utilfreds | neutral,hverken eller,hverken tilfreds eller utilfreds | tilfreds | meget tilfreds
svært darlig,svært darlig,veldig darlig,veldig darlig | darlig | middels,ok,helt grei | bra,god |
    svært bra,veldig bra,utmerket,svært god
svært misfornøyd,veldig misfornøyd | misfornøyd | nøytral,verken eller | fornøyd | svært fornøyd,veldig fornøyd
erittain huono,todella huono,surkea | huono | kohtalainen,tyydyttava,ok,keskinkertainen | hyva |
    erittain hyva,erinomainen,todella hyva
erittain tyytymaton | tyytymaton | neutraali,en osaa sanoa | tyytyvainen | erittain tyytyvainen
nagyon rossz,borzalmas | rossz,gyenge | kozepes,elfogadhato,atlagos | jo | nagyon jo,kivalo,kituno
foarte slab,foarte slaba,foarte rau,groaznic | slab,slaba,rau,rea | mediu,medie,acceptabil,satisfacator,asa si asa |
    bun,buna,bine | foarte bun,foarte buna,foarte bine,excelent,excelenta
πολύ κακό,πολύ κακή,πολύ κακός,απαίσιο | κακό,κακή,κακός | μέτριο,μέτρια,μέτριος | καλό,καλή,καλός |
    πολύ καλό,πολύ καλή,πολύ καλός,άριστο,εξαιρετικό,εξαιρετική
גרוע מאוד | גרוע | בינוני | טוב | טוב מאוד,מצוין
خیلی بد | بد | متوسط,معمولی | خوب | خیلی خوب,عالی
बहुत खराब | खराब | ठीक,औसत,ठीक ठाक | अच्छा,अच्छी | बहुत अच्छा,बहुत अच्छी,उत्कृष्ट
แย่มาก | แย่ | ปานกลาง,พอใช้ | ดี | ดีมาก,ยอดเยี่ยม
rất tệ | tệ,kém | bình thường,trung bình | tốt | rất tốt,tuyệt vời,xuất sắc
sangat buruk,buruk sekali | buruk,kurang | cukup,biasa,biasa saja,lumayan | baik,bagus | sangat baik,luar biasa,sangat bagus
sangat tidak puas | tidak puas,kurang puas | netral,cukup puas,biasa saja | puas | sangat puas
غير راض تماما,مستاء جدا,غير راض جدا | غير راض | محايد | راض | راض جدا,راض تماما
سيئ جدا | سيئ | متوسط,مقبول | جيد | جيد جدا,ممتاز
hiç memnun değilim,hiç memnun kalmadım | memnun değilim,memnun kalmadım | kararsızım,ne memnunum ne değilim |
    memnunum,memnun kaldım | çok memnunum,çok memnun kaldım
非常不滿意,很不滿意 | 不滿意 | 普通,沒意見,尚可 | 滿意 | 非常滿意,很滿意
非常差,很差,極差,糟糕 | 差,不好 | 普通,尚可,還可以 | 好,不錯 | 非常好,很好,極好,完美
とても悪かった,非常に悪かった | 悪かった,あまり良くなかった | 普通,ふつう | 良かった,よかった | とても良かった,非常に良かった
did not like it | it was ok | liked it | really liked it | it was amazing
vrlo loše,užasno,jako loše | loše,loš | osrednje,prosječno,prosečno,tako tako,neutralno | dobro,dobar |
    odlično,vrlo dobro,izvrsno,odličan
vrlo nezadovoljan,vrlo nezadovoljna | nezadovoljan,nezadovoljna | neutralan,neutralna,neutralno | zadovoljan,zadovoljna |
    vrlo zadovoljan,vrlo zadovoljna
много лошо,ужасно | лошо | средно,задоволително | добре,добро | отлично,много добре,много добро
hated it | disliked it,didn't like it,didn’t like it | it was ok,it was okay | liked it | loved it
sehr negativ | negativ,eher negativ | neutral,gemischt | positiv,eher positiv | sehr positiv
tres negatif,tres negative | negatif,negative | neutre,mitige | positif,positive | tres positif,tres positive
muy negativo,muy negativa | negativo,negativa | neutral,neutro | positivo,positiva | muy positivo,muy positiva
kesinlikle katılmıyorum,hic katılmıyorum | katılmıyorum | kararsızım,ne katılıyorum ne katılmıyorum | katılıyorum |
    kesinlikle katılıyorum,tamamen katılıyorum
cok kotu,berbat | kotu | orta,idare eder | iyi | cok iyi,mukemmel
很差 | 较差 | 还行 | 推荐 | 力荐
非常不同意,完全不同意,强烈不同意 | 不同意,比较不同意 | 一般,中立,不确定,不一定 | 同意,比较同意 |
    非常同意,完全同意,强烈同意
非常不满意,很不满意 | 不满意,比较不满意 | 一般,中立 | 满意,比较满意 | 非常满意,很满意
非常差,很差,极差,糟糕,很不好,太差 | 差,较差,不好 | 一般,中等,还行,还可以,普通,中 | 好,较好,不错,良好,良 |
    非常好,很好,优秀,极好,优,太好了,完美
差评 | | 中评 | | 好评
まったくそう思わない,全くそう思わない,全く同意しない | そう思わない,あまりそう思わない,同意しない |
    どちらともいえない,どちらでもない,どちらとも言えない | そう思う,ややそう思う,同意する |
    非常にそう思う,とてもそう思う,強くそう思う,強く同意する
非常に不満,とても不満,大変不満 | 不満,やや不満 | 普通,ふつう,どちらともいえない,どちらでもない | 満足,やや満足 |
    非常に満足,とても満足,大変満足
不満 | やや不満 | 普通,ふつう,どちらともいえない,どちらでもない | やや満足 | 満足
非常に悪い,とても悪い,大変悪い,最悪,ひどい | 悪い,やや悪い,イマイチ,いまいち |
    普通,ふつう,まあまあ,どちらともいえない,どちらでもない | 良い,よい,やや良い,いい,良かった |
    非常に良い,とても良い,大変良い,最高,とてもよい,すばらしい,素晴らしい
전혀 그렇지 않다,매우 그렇지 않다,전혀 동의하지 않음 | 그렇지 않다,동의하지 않음 | 보통이다,보통 | 그렇다,동의함 |
    매우 그렇다,매우 동의함
매우 불만족,매우 불만 | 불만족,불만 | 보통 | 만족 | 매우 만족
매우 나쁨,매우 나쁘다,아주 나쁨,최악,최악이에요 | 나쁨,나쁘다,별로,별로예요,별로에요,나빠요 |
    보통,보통이다,보통이에요,그저 그래요 | 좋음,좋다,좋아요 |
    매우 좋음,매우 좋다,아주 좋음,최고,최고예요,매우 좋아요,아주 좋아요
أعارض بشدة,لا أوافق بشدة | أعارض,لا أوافق | محايد | أوافق,موافق | أوافق بشدة,موافق بشدة
سيء جدا | سيء | متوسط,مقبول | جيد | جيد جدا,ممتاز
rất không hài lòng | không hài lòng | bình thường | hài lòng | rất hài lòng
sangat tidak setuju | tidak setuju | netral,ragu-ragu | setuju | sangat setuju
"""
# German school marks have six places, of which the first is the best
_SIX = "ungenugend | mangelhaft | ausreichend | befriedigend | gut | sehr gut,hervorragend"


def _places(line: str) -> dict[str, float]:
    return {
        fold_text(word): float(place)
        for place, words in enumerate(line.split("|"), 1)
        for word in words.split(",")
        if word.strip()
    }


_NO_OPINION = ("never", "very low", "nie", "not at all important")  # how often, how much: no opinion of a thing
# without the schools' steps in between, five
_FIVE = "mangelhaft,ungenugend | schlecht,ausreichend | mittel,mittelmaßig,befriedigend | gut | sehr gut"
# word → place, 1 = worst; the best place of a scale is 5, or 6
WORD_SCALES: tuple[dict[str, float], ...] = tuple(
    _places(line) for line in (*_SCALES.replace("\n    ", " ").strip().splitlines(), _SIX, _FIVE)
)
_FACES = {
    1.0: "😀😃😄😁😆😊🙂😍🥰🤩😎😻😺🤗❤💚💙💜🧡💖👌👏💯🔥🟢✨🎉",
    0.0: "😐😑😶🤷🟡",
    -1.0: "☹😞😠😡🤬😢😭🙁😟😒😤😖😣🤮🤢💔👎🔴💩😾",
}
_THUMBS = {
    1.0: "👍|up|thumbs up|thumb up|thumbs_up|thumbsup|upvote|upvoted|+1|like|liked|love|recommended|recommend|"
    "would recommend|i recommend this|highly recommended|empfohlen|empfehlenswert|weiterempfohlen|wurde ich empfehlen|"
    "gefallt mir|daumen hoch|recommande|je recommande|j'aime|j’aime|recomendado|recomendable|lo recomiendo|me gusta|"
    "consigliato|lo consiglio|mi piace|recomendo|gosto|gostei|aanbevolen|рекомендую|рекомендуется|советую|нравится|polecam|"
    "lubie to|раджу|preporučujem|preporucujem|doporučuji|doporucuji|ajánlom|suosittelen|rekommenderar|anbefaler|"
    "συνιστώ|recomand|препоръчвам|ממליץ|ממליצה|tavsiye ederim|begendim|"
    "赞|点赞|喜欢|顶|推荐|推荐购买|值得推荐|推薦|おすすめ|おすすめする|"
    "いいね|추천|추천함|좋아요|"
    "positive|pos|fresh|good",
    -1.0: "down|thumbs down|thumb down|thumbs_down|thumbsdown|downvote|downvoted|dislike|disliked|hate|"
    "not recommended|not recommend|do not recommend|would not recommend|don't recommend|don’t recommend|"
    "nicht empfohlen|nicht empfehlenswert|nicht weiterempfohlen|wurde ich nicht empfehlen|gefallt mir nicht|daumen runter|"
    "non recommande|je ne recommande pas|je n'aime pas|je n’aime pas|no recomendado|no recomendable|no lo recomiendo|"
    "no me gusta|non consigliato|non lo consiglio|sconsigliato|non mi piace|nao recomendado|nao recomendo|nao gosto|nao gostei|"
    "не раджу|ne preporučujem|nedoporučuji|nem ajánlom|en suosittele|rekommenderar inte|anbefaler ikke|"
    "δεν συνιστώ|nu recomand|не препоръчвам|לא ממליץ|לא ממליצה|niet aanbevolen|не рекомендую|не рекомендуется|"
    "не советую|не нравится|nie polecam|tavsiye etmiyorum|begenmedim|踩|不喜欢|"
    "不推荐|不推薦|おすすめしない|비추천|추천 안 함|추천하지 않음|싫어요|negative|neg|rotten|bad",
}
THUMBS = {fold_text(word): value for value, words in _THUMBS.items() for word in words.split("|")} | {
    face: value for value, faces in _FACES.items() for face in faces
}
# words that are thumbs where the column is called a rating, and may else be the class of anything
PLAIN_THUMBS = frozenset(
    ["up", "down", "love", "hate", "positive", "pos", "negative", "neg", "fresh", "rotten", "good", "bad", "neutral"]
)
CHECKS = frozenset("✓✔✅☑✗✘❌☐⭕✖🚫")
OPINION_SCALES = tuple(scale for scale in WORD_SCALES if not any(word in scale for word in _NO_OPINION))
YES_NO = {
    fold_text(word): value
    for value, words in {
        1.0: "yes|y|true|t|ja|wahr|oui|vrai|si|sí|verdadero|vero|sim|verdadeiro|да|истина|так|tak|prawda|evet|doğru|"
        "ano|igen|כן|بله|ναι|हाँ|हां|ใช่|taip|jah|kylla|是|是的|会|有|はい|예|네|نعم|có|ya|kyllä|✓|✔|✅|☑|⭕",
        0.0: "no|n|false|f|nein|falsch|non|faux|falso|não|nao|nee|нет|ложь|ні|nie|fałsz|hayır|yanlış|ne|nem|否|不是|"
        "nej|לא|خیر|όχι|नहीं|ไม่|ไม่ใช่|不会|没有|无|いいえ|아니요|아니오|لا|không|tidak|ei|✗|✘|❌|☐|✖|🚫",
    }.items()
    for word in words.split("|")
}
LETTERS = {
    letter + sign: max(0.0, points + shift)
    for letter, points in {"a": 4.0, "b": 3.0, "c": 2.0, "d": 1.0, "e": 0.5, "f": 0.0}.items()
    for sign, shift in {"+": 0.3, "": 0.0, "-": -0.3}.items()
}
_NOT_RATED_WORDS = (
    "not rated|unrated|no rating|not yet rated|nr|tbd|keine bewertung|nicht bewertet|ohne bewertung|non note|"
    "pas de note|sin calificar|sin valoracion|non valutato|sem avaliacao|sem nota|нет оценки|без оценки|"
    "未评分|未评价|暂无评分|未評価|評価なし|평가 없음|brak oceny|geen beoordeling|no opinion|don't know|"
    "don’t know|weiß nicht|keine angabe|not applicable"
)
NOT_RATED = frozenset(fold_text(word) for word in _NOT_RATED_WORDS.split("|"))
STAR_WORDS = (
    "stars?|sterne?n?|etoiles?|estrellas?|stelle|stella|estrelas?|sterren|звезд[аы]?|gwiazdek|gwiazdki|gwiazdka|yıldız|yildiz|"
    "★|⭐|🌟|つ星|星|颗星|顆星|별|개|점|points?|pts?|punkte?n?|puntos?|punti|pontos?|балл(?:а|ов)?|分|点|点数|/"
)
