"""Headings are understood by the single words in them, in many languages, and no further than those say."""

import pytest

from tests.trainer_app.lists.pasted import paste
from trainer_app.lists.header_rows import is_header
from trainer_app.lists.read import read_sheets
from trainer_app.lists.sheets import Grid
from trainer_app.lists.words import load_words

PERSON = "serial full_name sex age birth_date phones national_id village township district address education remark"
COURSE = "product start end venue trainer organiser hours attendance_total certificate_no"
TOLD = {
    "Expiry of certification": "licence_until", "Caducidad de la habilitación": "licence_until",
    "Vente/mois (FBu)": "sales_month",
    "Name of the participant": "full_name", "Nombre del participante": "full_name", "የሠልጣኝ ሙሉ ስም": "full_name",
    "प्रशिक्षार्थीको नाम": "full_name", "اسم المدرب": "trainer", "Name of trainer": "trainer",
    "Date of birth": "birth_date",
    "سنة التولد": "birth_year",
    "سن تولد": "birth_date", "کود ورکشاپ": "course_code",
    "วัน เดือน ปีเกิด": "birth_date", "Дата начала курса": "start", "የተጀመረበት ቀን": "start",
    "Date de l'appel": "asked_on", "Statut de l'appel": "contact_result", "Nombre de participants": "participants",
    "Number of jobs": "workers", "Öğrenim Durumu": "education", "Vigencia de la licencia": "licence_until",
    "Tel participant": "phones", "შენიშვნა": "remark", "Àkíyèsí": None, "Date received": None, "Nom de la banque": None,
    "تاريخ الميلاد": "birth_date", "تاریخ میلادی": "dates", "تاریخ شروع میلادی": "start",
    "تاریخ تولد شمسی": "birth_date",
    "Place of birth": "", "Mother's name": "", "Emergency phone": "", "Date of registration of the business": "",
    "สถานที่เกิด": "", "Civil Status": "", "Situation matrimoniale": "", "الحالة الاجتماعية": "",
}  # fmt: skip


@pytest.mark.parametrize("heading", TOLD)
def test_a_heading_is_what_its_words_say(heading: str) -> None:
    assert load_words().composed(heading) == TOLD[heading]


def test_what_a_list_calls_by_a_word_of_its_own_goes_before() -> None:
    assert load_words().fields_of("Date de démarrage", within=True) == {"business_start": {"fr"}}
    assert load_words().fields_of("Place of birth", within=True) == {}


@pytest.mark.parametrize(
    "heading",
    [
        "N°|Noms et post-noms|Sexe (M/F)|Téléphone|10 mai|11 mai|12 mai|13 mai|14 mai|Signature",
        "No.|Activity|Date(s)|District|Participants who came|Money (ZMW)|Words",
        "序号|姓名（学员）|性别|4/12|4/13|4/14|4/15",
    ],
)
def test_a_header_with_days_and_longer_headings(heading: str) -> None:
    assert is_header(heading.split("|"), load_words())


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("N.R.C No.", "national_id"),
        ("Tempat/Tanggal Lahir", "birth_date"),
        ("Date / year of birth", "birth_date"),
        ("วันที่/ปีเกิด", "birth_date"),
        ("ປະເພດ", "level"),
        ("အဖွဲ့အမည်", "organisation"),
        ("Sr.No", "serial"),
        ("Union Y/N", "union"),
        ("姓名（学员）", "full_name"),
        ("Nom et Prénom du jeune", "full_name"),
        ("Фамилия, имя, отчество", "full_name"),
        ("Surname / first name", "full_name"),
        ("Nombre y apellido del/la participante", "full_name"),
        ("Nombre", "given_name"),
        ("Data de início", "start"),
        ("ชื่อ-สกุล (ภาษาอังกฤษ)", "latin_name"),
        ("C.I. N°", "national_id"),
        ("شغل فعلی", "occupation"),
        ("Dernier diplôme", "education"),
        ("M.I.", "given_name"),
        ("Secteur / Village", "village"),
        ("नागरिकता प्रमाण पत्र नं.", "national_id"),
        ("شماره گواهی‌نامه", "certificate_no"),
        ("ຊື່ຜູ້ເຂົ້າຝຶກອົບຮົມ", "full_name"),
        ("Cluster", "township"),
        ("Dzongkhag", "district"),
        ("Camp name", "village"),
        ("Sub-district", "township"),
        ("Zone de santé", "district"),
        ("Comunidad nativa", "village"),
        ("Freguesia", "township"),
        ("संकुल", "township"),
        ("ইউনিয়ন পরিষদ", "township"),
        ("တိုင်းဒေသကြီး", "province"),
        ("ກຸ່ມບ້ານ", "township"),
        ("镇", "township"),
        ("Сельский округ", "township"),
        ("مخيم", "village"),
        ("Karamar hukuma", "district"),
    ],
)
def test_what_a_heading_may_be(heading: str, field: str) -> None:
    assert field in load_words().fields_of(heading, within=True)


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        ("Lamba|Yanki|Makaranta|Aji|Malami|Awoyi", "serial province school class_name trainer hours"),  # Hausa
        ("Nr.|Qarku|Shkolla|Klasa|Mësuesi|Orë", "serial province school class_name trainer hours"),  # Albanian
        ("ژ|چالاکی|بەروار|شوێن", "serial activity dates venue"),  # Sorani
        ("Namba|Nem|Man o Meri|Krismas|Ples", "serial full_name sex age village"),  # Tok Pisin
        (
            "Nhamba|Zita|Zita remhuri|Zuva rekuzvarwa|Basa",
            "serial given_name family_name birth_date occupation",
        ),  # Shona
        (
            "अ.क्र.|प्रशिक्षणार्थ्याचे नाव|आडनाव|जन्मतारीख|वय|वयोगट|भ्रमणध्वनी क्र.|आधार क्रमांक|गाव|तालुका|जिल्हा|पत्ता|शिक्षण|शेरा",
            "serial full_name family_name birth_date age age_bracket phones national_id village township district"
            " address education remark",
        ),  # Marathi
        (
            "प्रशिक्षणाचे नाव|कालावधी|सुरुवात|समाप्ती|ठिकाण|प्रशिक्षकाचे नाव|आयोजक संस्था|तुकडी|तास|हजर दिवस|प्रमाणपत्र क्रमांक|निकाल",
            "product dates start end venue trainer organiser course_code hours attendance_total certificate_no outcome",
        ),
        (
            "ક્રમ|તાલીમાર્થીનું નામ|લિંગ|ઉંમર|જન્મ તારીખ|મોબાઇલ નંબર|આધાર નંબર|ગામ|તાલુકો|જિલ્લો|સરનામું|શિક્ષણ|નોંધ",
            PERSON,
        ),  # Gujarati
        ("క్ర.సం.|పేరు|లింగం|వయస్సు|పుట్టిన తేదీ|ఫోన్ నంబర్|ఆధార్ సంఖ్య|గ్రామం|మండలం|జిల్లా|చిరునామా|విద్యార్హత|గమనిక", PERSON),  # Telugu
        ("ಕ್ರ.ಸಂ.|ಹೆಸರು|ಲಿಂಗ|ವಯಸ್ಸು|ಹುಟ್ಟಿದ ದಿನಾಂಕ|ಮೊಬೈಲ್ ಸಂಖ್ಯೆ|ಆಧಾರ್ ಸಂಖ್ಯೆ|ಗ್ರಾಮ|ತಾಲೂಕು|ಜಿಲ್ಲೆ|ವಿಳಾಸ|ವಿದ್ಯಾರ್ಹತೆ|ಷರಾ", PERSON),  # Kannada
        (
            "ക്രമ നമ്പർ|പേര്|ലിംഗം|വയസ്സ്|ജനന തീയതി|ഫോൺ നമ്പർ|ആധാർ നമ്പർ|ഗ്രാമം|താലൂക്ക്|ജില്ല|വിലാസം|വിദ്യാഭ്യാസം|കുറിപ്പ്",
            PERSON,
        ),  # Malayalam
        ("ਲੜੀ ਨੰ.|ਨਾਮ|ਲਿੰਗ|ਉਮਰ|ਜਨਮ ਮਿਤੀ|ਮੋਬਾਈਲ ਨੰਬਰ|ਆਧਾਰ ਨੰਬਰ|ਪਿੰਡ|ਤਹਿਸੀਲ|ਜ਼ਿਲ੍ਹਾ|ਪਤਾ|ਵਿੱਦਿਅਕ ਯੋਗਤਾ|ਟਿੱਪਣੀ", PERSON),  # Punjabi
        ("କ୍ରମିକ ନଂ|ନାମ|ଲିଙ୍ଗ|ବୟସ|ଜନ୍ମ ତାରିଖ|ମୋବାଇଲ ନମ୍ବର|ଆଧାର ନମ୍ବର|ଗ୍ରାମ|ବ୍ଲକ|ଜିଲ୍ଲା|ଠିକଣା|ଶିକ୍ଷାଗତ ଯୋଗ୍ୟତା|ମନ୍ତବ୍ୟ", PERSON),  # Odia
        ("ক্ৰমিক নং|নাম|লিংগ|বয়স|জন্ম তাৰিখ|ফোন নম্বৰ|আধাৰ নম্বৰ|গাঁও|মহকুমা|জিলা|ঠিকনা|শিক্ষাগত অৰ্হতা|মন্তব্য", PERSON),  # Assamese
        ("તાલીમનું નામ|શરૂઆતની તારીખ|સમાપ્તિ|સ્થળ|પ્રશિક્ષક|આયોજક|કલાક|હાજર દિવસ|પ્રમાણપત્ર નંબર", COURSE),
        ("శిక్షణ పేరు|ప్రారంభ తేదీ|ముగింపు తేదీ|స్థలం|శిక్షకుని పేరు|నిర్వాహకులు|గంటలు|హాజరైన రోజులు|సర్టిఫికేట్ నంబర్", COURSE),
        ("ತರಬೇತಿಯ ಹೆಸರು|ಪ್ರಾರಂಭ ದಿನಾಂಕ|ಮುಕ್ತಾಯ ದಿನಾಂಕ|ಸ್ಥಳ|ತರಬೇತುದಾರರ ಹೆಸರು|ಆಯೋಜಕರು|ಗಂಟೆಗಳು|ಹಾಜರಾದ ದಿನಗಳು|ಪ್ರಮಾಣಪತ್ರ ಸಂಖ್ಯೆ", COURSE),
        ("പരിശീലനം|ആരംഭ തീയതി|അവസാന തീയതി|സ്ഥലം|പരിശീലകൻ|സംഘാടകർ|മണിക്കൂർ|ഹാജരായ ദിവസങ്ങൾ|സർട്ടിഫിക്കറ്റ് നമ്പർ", COURSE),
        ("ਸਿਖਲਾਈ|ਸ਼ੁਰੂ ਮਿਤੀ|ਸਮਾਪਤੀ ਮਿਤੀ|ਸਥਾਨ|ਟ੍ਰੇਨਰ|ਪ੍ਰਬੰਧਕ|ਘੰਟੇ|ਹਾਜ਼ਰ ਦਿਨ|ਸਰਟੀਫਿਕੇਟ ਨੰਬਰ", COURSE),
        ("ତାଲିମ|ଆରମ୍ଭ ତାରିଖ|ଶେଷ ତାରିଖ|ସ୍ଥାନ|ପ୍ରଶିକ୍ଷକ|ଆୟୋଜକ|ଘଣ୍ଟା|ଉପସ୍ଥିତ ଦିନ|ପ୍ରମାଣପତ୍ର ସଂଖ୍ୟା", COURSE),
        ("প্ৰশিক্ষণৰ নাম|আৰম্ভণিৰ তাৰিখ|সমাপ্তিৰ তাৰিখ|প্ৰশিক্ষণৰ স্থান|প্ৰশিক্ষক|আয়োজক সংস্থা|ঘণ্টা|উপস্থিত দিন|প্ৰমাণপত্ৰ নং", COURSE),
        ("ተ.ቑ|ሙሉእ ስም|ጾታ|ዕድመ|ቁጽሪ ስልኪ|ዓይነት ስልጠና", "serial full_name sex age phones product"),  # Tigrinya
    ],
)
def test_headings_of_languages_that_few_lists_are_in(header: str, fields: str) -> None:
    for heading, field in zip(header.split("|"), fields.split(), strict=True):
        assert field in load_words().fields_of(heading)


@pytest.mark.parametrize("headings", ["Nom|Sexe|Full name|Sex", "Full name|Sex|Nom|Sexe"])
def test_of_two_languages_with_as_many_headings_the_local_one_comes_first(headings: str) -> None:
    assert paste(f"No|{headings}", "1|Awa|F|Awa|F", "2|Modou|M|Modou|M").languages[:2] == ("fr", "en")


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("मिति (देखि)", "मिति (सम्म)"), ("Date (from)", "Date (to)"), ("Fecha: inicio", "Fecha: fin"),
        ("ቀን (ከ)", "ቀን (እስከ)"),
        ("日期（起）", "日期（止）"), ("التاريخ (من)", "التاريخ (إلى)"), ("Дата – начало", "Дата – окончание"),
        ("ວັນທີ (ແຕ່)", "ວັນທີ (ຫາ)"), ("Ngày (từ)", "Ngày (đến)"), ("Огноо (эхлэх)", "Огноо (дуусах)"),
    ],
)  # fmt: skip
def test_a_heading_for_dates_tells_beside_it_whether_first_or_last(first: str, last: str) -> None:
    words = load_words()
    assert (set(words.fields_of(first)), set(words.fields_of(last))) == ({"start"}, {"end"})
    assert "start" not in words.fields_of("Dates (from – to)")
    assert "dates" in words.fields_of("Date / तारीख")


def test_a_heading_that_asks_in_brackets_what_a_business_does_is_of_its_type() -> None:
    headings = ("Negocio (rubro)", "Business (sector)", "Entreprise (secteur)", "Empresa (tipo)", "Business (type)")
    assert [set(load_words().fields_of(heading)) for heading in headings] == [{"business_type"}] * len(headings)
    assert "business_type" not in load_words().fields_of("Empresa (nombre)")


@pytest.mark.parametrize("heading", ["Recette mensuelle (F CFA)", "Ingreso mensual (Bs)", "Mauzo kwa mwezi"])
def test_what_a_business_takes_in_a_month_is_its_sales(heading: str) -> None:
    assert set(load_words().fields_of(heading, within=True)) == {"sales_month"}


def test_names_in_two_scripts_by_what_their_headings_say() -> None:
    header = "TT|Họ tên (chữ La-tinh)|Tên tiếng Lào|Giới tính"
    (table,) = paste(header, "1|Bouavanh Pho|ບົວວັນ ພົມ|Nữ", "2|Somchit Keo|ສົມຈິດ ແກ້ວ|Nam").tables
    assert [guess.field for guess in table.columns] == ["serial", "latin_name", "full_name", "sex"]


@pytest.mark.parametrize("code", ["Client code", "Participant code", "Code du bénéficiaire", "Código del participante"])
def test_codes_of_people_are_no_names(code: str) -> None:
    (table,) = paste(f"No|{code}|Name|Sex", "1|MTL-02686|Khin Mya Wai|F", "2|MTL-01104|Thandar Cho|F").tables
    assert [guess.field for guess in table.columns] == ["serial", None, "full_name", "sex"]


def test_a_heading_of_a_word_and_its_other_ending_tells_no_answers() -> None:
    head = "Nro.|Nombres|Apellidos|Sexo (H/M)|Institución|Fecha de formación (ToT)|Vigencia hasta|Activo/a"
    (table,) = paste(
        head, "1|Ana|Paz|M|SNPP|17/05/2021|2025-05-17|SI", "2|Luis|Gil|H|SNPP|17/05/2021|2025-05-17|"
    ).tables
    assert table.columns[-1].field == "active"


@pytest.mark.parametrize(("answers", "yes", "no"), [("Yes/No", "Yes", "No"), ("ရှိ/မရှိ", "ရှိ", "မရှိ"), ("O/N", "O", "N")])
def test_a_heading_that_only_tells_the_answers_is_of_the_one_above_it(answers: str, yes: str, no: str) -> None:
    lines = ("No|Name|Sex|Own business||Remarks", f"|||{answers}|Type|", f"1|Awa|F|{yes}|shop|", f"2|Ba|M|{no}||")
    merges = tuple(((0, index), (1, index)) for index in (0, 1, 2, 5))
    grid = Grid("Sheet1", [list(line.split("|")) for line in lines], merges=(*merges, ((0, 3), (0, 4))))
    (table,) = read_sheets("list.xlsx", [grid]).tables
    assert [guess.field for guess in table.columns][3:] == ["business", "business_type", "remark"]


def test_a_header_begins_in_the_row_above_that_heads_its_empty_columns() -> None:
    lines = (
        "የብድር ደንበኞች የንግድ ሥራ ክህሎት ሥልጠና (SIYB) ሠልጣኞች መዝገብ",
        "ተ.ቁ|የሥልጠናው|||የሠልጣኙ||የሚኖሩበት||ስልክ ቁጥር",
        "|ዓይነት|ቦታ|የተጀመረበት ቀን|ሙሉ ስም|ፆታ|ክ/ከተማ|ቀበሌ|",
        "1|SYB|ጎንደር|08/05/2015|ደስታ ጥላሁን|ወ|ፋሲል|08|0911234567",
        "2|SYB|ጎንደር|08/05/2015|ሠናይት ሞላ|ሴ|ማራኪ|17|0912345678",
    )
    (table,) = read_sheets("list.xlsx", [Grid("Sheet1", [list(line.split("|")) for line in lines])]).tables
    assert table.header_rows == (2, 3)
    assert [guess.header.rpartition(" / ")[2] for guess in table.columns][::8] == ["ተ.ቁ", "ስልክ ቁጥር"]
    assert len(table.rows) == 2


@pytest.mark.parametrize(
    ("heading", "field"), [("Хүйс /эр, эм/", "sex"), ("Нэр /бүтнээр/", "given_name"), ("ФИО /полностью/", "full_name")]
)
def test_slashes_before_and_behind_a_part_are_brackets(heading: str, field: str) -> None:
    assert set(load_words().fields_of(heading)) == {field}
    assert load_words().fields_of("Эцэг /эхийн/ нэр").keys() == {"family_name"}


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("တစ်လ ရောင်းအား (ကျပ်)", "sales_month"), ("ຊື່ແລະ ນາມສະກຸນ", "full_name"), ("เลข บัตร ประชาชน", "national_id"),
        ("ชื่อ สกุล", "full_name"), ("ชื่อสกุล", "family_name"),
    ],
)  # fmt: skip
def test_blanks_between_words_of_scripts_without_them_are_of_no_matter(heading: str, field: str) -> None:
    assert set(load_words().fields_of(heading)) == {field}


@pytest.mark.parametrize(("heading", "asked"), [("Loan balance (USD)", False), ("Loan card", True)])
def test_sums_of_money_are_no_numbers_of_identity(heading: str, asked: bool) -> None:
    reading = paste(f"No|Name|Sex|{heading}", "1|Aye|F|8500001", "2|Bo|M|12000001", "3|Su|F|13005003")
    assert bool(reading.questions) is asked
