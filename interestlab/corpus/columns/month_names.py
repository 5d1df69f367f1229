"""Names of months and days in 38 languages, lower case, without accents and dots (fold_text), as CLDR 49 (by Babel) lists them.

Where languages disagree (listopad) the one with more readers stands; a few short forms that people use were added, and the
months of the Persian calendar, which begins in March.
"""

# January … December: every name, nominative and genitive, full and short
MONTH_NAMES: tuple[str, ...] = (
    "فروردین ene enero gen gener genn gennaio ian ianuarie jaan jaanuar jan janeiro janner januar januara januari january "
    "janv janvaris janvier led leden ledna oca ocak saus sausio sausis sij sijecanj sijecnja sty styczen stycznia "
    "tammi tammikuu tammikuuta ιαν ιανουαριος ιανουαριου січ січень січня ян янв январь января яну януари јан јануар "
    "јануари בינו בינואר ינו ינואר يناير ژانویه जन जनवरी มกราคม มค",
    "اردیبهشت feb febbr febbraio febr febrer febrero februar februara februari februarie februaris february fev fevereiro "
    "fevr fevrier helmi helmikuu helmikuuta lut lutego luty sub subat uno unor unora vas vasario vasaris veebr "
    "veebruar velj veljaca veljace φεβ φεβρουαριος φεβρουαριου лют лютии лютого феб фебруар фев февр февраль февраля "
    "февруари בפבר בפברואר פבר פברואר فبراير فوریه फ़र फ़रवरी กพ กุมภาพันธ์",
    "خرداد bre brezen brezna kov kovas kovo maalis maaliskuu maaliskuuta maart mar marc marca march marcius marco marec "
    "maret mars mart martie marts marz marzec marzo mrt mrz ozu ozujak ozujka μαρ μαρτιος μαρτιου бер березень "
    "березня мар март марта במרץ מרץ مارس मार्च มีค มีนาคม",
    "تیر abr abril apr april aprila aprile aprilie aprilis aprill avr avril bal balandis balandzio dub duben dubna huhti "
    "huhtikuu huhtikuuta kwi kwiecien kwietnia nis nisan tra travanj travnja απρ απριλιος απριλιου апр апрель апреля "
    "април квіт квітень квітня אפר אפריל באפר באפריל آوریل أبريل अप्रैल เมย เมษายน",
    "مرداد امرداد geg geguze geguzes kve kveten kvetna mag maggio mai maig maijs maio maj maja majus may mayis mayo mei svi "
    "svibanj svibnja touko toukokuu toukokuuta μαι μαιος μαιου маи мая мај трав травень травня במאי מאי مايو مه मई "
    "พค พฤษภาคม",
    "شهریور birz birzelio birzelis cerven cervna cvn cze czerwca czerwiec giu giugno haz haziran iun iunie juin jun juna "
    "june junho juni junij junijs junio junius juny juuni kesa kesakuu kesakuuta lipanj lipnja ιουν ιουνιος ιουνιου "
    "июн июнь июня черв червень червня юни јун јуни ביוני יוני يونيو ژوئن जून มิถุนายน มิย",
    "مهر cervence cervenec cvc heina heinakuu heinakuuta iul iulie jui juil juillet jul jula julho juli julij julijs "
    "julio juliol julius july juuli liep liepa liepos lip lipca lipiec lug luglio srpanj srpnja tem temmuz ιουλ "
    "ιουλιος ιουλιου июл июль июля лип липень липня юли јул јули ביולי יולי يوليو ژوئیه जुल जुलाई กค กรกฎาคม",
    "آبان ag ago agost agosto agu agustos agustus aou aout aug august augusta augusti augusts augustus augusztus avg "
    "avgust elo elokuu elokuuta kol kolovoz kolovoza rugp rugpjucio rugpjutis sie sierpien sierpnia srp srpen srpna "
    "αυγ αυγουστος αυγουστου авг август августа серп серпень серпня אוג אוגוסט באוג באוגוסט أغسطس اوت अग अगस्त สค "
    "สิงหาคม",
    "آذر eyl eylul rugs rugsejis rugsejo ruj rujan rujna sep sept septembar september septembra septembre septembrie "
    "septembris septiembre set setembre setembro sett settembre syys syyskuu syyskuuta szept szeptember wrz wrzesien "
    "wrzesnia zar zari σεπ σεπτεμβριος σεπτεμβριου вер вересень вересня сен сент сентябрь сентября сеп септембар "
    "септември בספט בספטמבר ספט ספטמבר سبتمبر سپتامبر सित सितंबर กย กันยายน",
    "دی eki ekim loka lokakuu lokakuuta oct october octobre octombrie octubre okt oktobar oktober oktobra oktobris "
    "oktoober ott ottobre out outubro paz pazdziernik pazdziernika rij rijen rijna spal spalio spalis οκτ οκτωβριος "
    "οκτωβριου жовт жовтень жовтня окт октобар октомври октябрь октября אוק אוקטובר באוק באוקטובר أكتوبر اکتبر अक्टू "
    "अक्टूबर ตค ตุลาคม",
    "بهمن kas kasim lapkr lapkricio lapkritis lis listopad listopada listopadu marras marraskuu marraskuuta noiem "
    "noiembrie nov novembar november novembra novembre novembris novembro noviembre stu studeni studenoga νοε "
    "νοεμβριος νοεμβριου лист листопад листопада нов новембар ное ноември ноя нояб ноябрь ноября בנוב בנובמבר נוב "
    "נובמבר نوامبر نوفمبر नव नवंबर พย พฤศจิกายน",
    "اسفند ara aralik dec decembar december decembra decembre decembrie decembris dek des desember desembre dets detsember "
    "dez dezember dezembro dic dicembre diciembre gru grud grudnia grudzien gruod gruodis gruodzio joulu joulukuu "
    "joulukuuta pro prosinac prosinca prosince prosinec δεκ δεκεμβριος δεκεμβριου груд грудень грудня дек декабрь "
    "декабря декември дец децембар בדצמ בדצמבר דצמ דצמבר دسامبر ديسمبر दिस दिसंबर ธค ธันวาคม",
)
# words that weekday names consist of
WEEKDAY_WORDS = (
    "an antradienis ba bay ca car carsamba ce cet cetrtek ceturtd ceturtdiena cetvrtak chu cmt cn cs csutortok ct "
    "ctvrtek cu cum cuma cumartesi czw czwartek dc dg di dienstag dijous dilluns dim dimanche dimarts dimecres "
    "dinsdag dissabte diumenge divendres dj dl do dom domenica domingo donderdag donnerstag ds dt du dum duminica dv "
    "esmaspaev feira fr fre fredag freitag fri friday gio giovedi hai hetfo je jeu jeudi joi ju jue jueves jum jumat "
    "kam kamis ke kedd keskiviikko keskiviikkona ketvirtadienis kolmapaev kt la lauantai lauantaina laupaev lo lor "
    "lordag lu lun lundi lunedi lunes luni ma maanantai maanantaina maandag man mandag mar mardi martedi martes "
    "marti me mer mercoledi mercredi mi mie miercoles miercuri min minggu mittwoch mo mon monday montag nam ne ned "
    "nedela nedele nedelja nedjelja neljapaev nhat nie niedz niedziela on ons onsdag ot otrd otrdiena pa patek paz "
    "pazar pazartesi pe penktadienis pentek per perjantai perjantaina persembe pet petak petek pi pia piatek piatok "
    "piektd piektdiena pirmadienis pirmd pirmdiena pk pn po pon pondeli pondelok ponedeljak ponedeljek ponedjeljak "
    "poniedzialek pr pt puhapaev pzt qua quarta qui quinta rab rabu reede sa sab sabado sabato sabtu sal sali sam "
    "sambata samedi samstag sat saturday sau se seg segunda sekmadienis sel selasa sen senin sestadienis sestd "
    "sestdiena sex sexta sk so sob sobota son sondag sonntag sr sre sreda sri srijeda sro sroda st streda stvrtok su "
    "sub subota sun sunday sunnuntai sunnuntaina sv svetd svetdiena sze szerda szo szombat teisipaev ter terca th "
    "thu thur thurs thursday ti tiistai tiistaina tir tirs tirsdag tis tisdag to tor torek tors torsdag torstai "
    "torstaina tr treciadienis tresd tresdiena tu tue tues tuesday ut utery uto utorak utorok vasarnap ve ven "
    "vendredi venerdi vi vie viernes vin vineri vr vrijdag we wed wednes wednesday wo woensdag wt wto wtorek za "
    "zaterdag zo zondag δε δευ δευτερα κυ κυρ κυριακη πα παρ παρασκευη πε πεμ πεμπτη σα σαβ σαββατο τε τετ τεταρτη "
    "τρ τρι τριτη воскресенье вс вт вто вторник вівторок нд не нед недела неделя недеља неділя пʼятниця пе пет петак "
    "петок петък пн по пон понеделник понедельник понедељак понеділок пт пятница саб сабота сб середа ср сре среда "
    "сряда су суб суббота субота събота ут уто уторак че чет четвер четверг четвртак четврток четвъртък чт חמישי יום "
    "ראשון רביעי שבת שישי שלישי שני أحد أربعاء إثنين الأحد الأربعاء الاثنين الثلاثاء الجمعة الخميس السبت ثلاثاء جمعة "
    "جمعه خميس دوشنبه سبت سه شنبه پنجشنبه چهارشنبه یکشنبه गु गुरु गुरुवार बु बुध बुधवार मं मंगल मंगलवार रवि रविवार "
    "शनि शनिवार शु शुक्र शुक्रवार सो सोम सोमवार จันทร์ พฤ พฤหัส พุธ วันจันทร์ วันพฤหัสบดี วันพุธ วันศุกร์ วันอังคาร "
    "วันอาทิตย์ วันเสาร์ ศุกร์ อังคาร อา อาทิตย์ เสาร์ 周 周一 周三 周二 周五 周六 周四 周日 土 土曜日 日 日曜日 "
    "星期 星期一 星期三 星期二 星期五 星期六 星期四 星期天 星期日 月 月曜日 木 木曜日 水 水曜日 火 火曜日 禮拜 週 金 "
    "金曜日 금 금요일 목 목요일 수 수요일 월 월요일 일 일요일 토 토요일 화 화요일 "
)
