"""Names as they are typed: forms of address, Zawgyi, signs, and what is none."""

from datetime import date

import pytest

from tests.trainer_app.lists.pasted import column, paste, values
from trainer_app.lists.words import load_words
from trainer_app.lists.zawgyi import to_unicode


@pytest.mark.parametrize(
    ("local", "latin", "name", "form"),
    [
        ("ဒေါ်ခင်ညို", "Khin Nyo", "ခင်ညို", "Daw"), ("မမာမာအေး", "Mar Mar Aye", "မာမာအေး", "Ma"),
        ("မသန္တာ", "Thandar", "သန္တာ", "Ma"), ("မမလေး", "Ma Ma Lay", "မမလေး", None),
        ("မြတ်သန္တာ", "Myat Thandar", "မြတ်သန္တာ", None), ("ပီတာလျန်", "Peter Lian", "ပီတာလျန်", None),
    ],
)  # fmt: skip
def test_a_burmese_form_of_address_that_the_latin_spelling_leaves_out(
    local: str, latin: str, name: str, form: str | None
) -> None:
    row = (
        paste("စဉ်|အမည် (မြန်မာ)|Name (English)|ကျား/မ", f"၁|{local}|{latin}|မ", "၂|အေးအေးသန်း|Aye Aye Than|မ")
        .tables[0]
        .rows[0]
    )
    assert (row.values["full_name"].value, row.values["latin_name"].value) == (name, latin)
    assert (row.values["honorific"].value if "honorific" in row.values else None) == form


def test_chin_forms_of_address_are_taken_off_where_both_spellings_show_them() -> None:
    head = "စဉ်|အမည် (မြန်မာ)|Name (English)|ကျား/မ"
    (table,) = paste(head, "၁|ဆလိုင်းခိုင်အုပ်|Salai Khai Uk|ကျား", "၂|ပီနော်မီစွီစွေ|Pi Naomi Sui Sue|မ").tables
    told = [[row.values[name].value for name in ("full_name", "latin_name", "honorific")] for row in table.rows]
    assert told == [["ခိုင်အုပ်", "Khai Uk", "Salai"], ["နော်မီစွီစွေ", "Naomi Sui Sue", "Pi"]]


def test_a_form_of_address_of_the_other_sex_makes_both_doubtful() -> None:
    reading = paste("شماره|اسم و تخلص|جنس", "1|آقای ماریا احمدی|زن", "2|خانم زهرا کریمی|زن", country="AF")
    first, second = ([row.values[name].mark for name in ("full_name", "sex")] for row in reading.tables[0].rows)
    assert (first, second) == (["unsure", "unsure"], ["converted", "converted"])


def test_names_keep_their_words() -> None:
    reading = paste("No|Name|Sex", "1|THIDAR  MYA  CHO|F", "2|Ko Ko Oo|M", "3|Ms. Naly Xayavong|F", "4|Mr Bean|F")
    assert values("full_name", reading) == ["THIDAR MYA CHO", "Ko Ko Oo", "Naly Xayavong", "Mr Bean"]
    assert values("honorific", reading) == [None, None, "Ms.", None]


@pytest.mark.parametrize(
    ("header", "row", "name", "form"),
    [
        ("අංකය|නම|ස්ත්‍රී/පුරුෂ", "1|සුනිල් පෙරේරා මයා|පුරුෂ", "සුනිල් පෙරේරා", "මයා"),  # after the name
        ("අංකය|නම|ස්ත්‍රී/පුරුෂ", "1|සුනිල් පෙරේරා මයා|ස්ත්‍රී", "සුනිල් පෙරේරා මයා", None),
        ("අංකය|නම|ස්ත්‍රී/පුරුෂ", "1|මිය.කේ.පී. නිලන්ති|ස්ත්‍රී", "කේ.පී. නිලන්ති", "මිය."),
        ("අංකය|නම|ස්ත්‍රී/පුරුෂ", "1|ජේ.එම්. චන්ද්‍රා (මෙනවිය)|ස්ත්‍රී", "ජේ.එම්. චන්ද්‍රා", "මෙනවිය"),
        ("අංකය|නම|ස්ත්‍රී/පුරුෂ", "1|එස්.එම්. රුවන් ප්‍රදීප්මයා.|පු", "එස්.එම්. රුවන් ප්‍රදීප්", "මයා"),
        ("No|Name|M/F", "1|M. Fathima Sameera (Miss)|F", "M. Fathima Sameera", "Miss"),
        ("No|Name|M/F", "1|Y.M. Inoka Damayanthi (Mrs.)|F", "Y.M. Inoka Damayanthi", "Mrs."),
        ("No|Name|M/F", "1|Alice Perera (Mr.)|F", "Alice Perera (Mr.)", None),
        ("No|Name|M/F", "1|Alice Perera (Kandy)|F", "Alice Perera (Kandy)", None),
        ("Sıra|Adı Soyadı|Cinsiyet", "1|Ayşe Yılmaz Hanım|Kadın", "Ayşe Yılmaz", "Hanım"),
        ("م|الاسم|النوع", "1|د/ منى حسن|أنثى", "منى حسن", "د/"),  # of women and men
        ("No|Name|Sex", "1|Madam Hawa Kallon|F", "Hawa Kallon", "Madam"),
        ("No|Nama|L/P", "1|Hj. Nurmala Lubis|P", "Nurmala Lubis", "Hj."),
        ("No|Nama|L/P", "1|Ibu Hj. Nurmala Lubis|P", "Nurmala Lubis", "Ibu Hj."),
        ("No|Nama|L/P", "1|Bpk. H. Syamsul|L", "H. Syamsul", "Bpk."),  # an initial, perhaps
        ("Nº|Nome completo|Sexo", "1|Sra. D. Amélia Langa|F", "Amélia Langa", "Sra. D."),
        ("No|Nama|L/P", "1|H. Syamsul Bahri|L", "Syamsul Bahri", "H."),
        ("ລ/ດ|ຊື່ ແລະ ນາມສະກຸນ|ເພດ", "1|ນາງສາວພິມມະສອນ ຈັນທະສຸກ|ຍ", "ພິມມະສອນ ຈັນທະສຸກ", "ນາງສາວ"),
        ("ที่|ชื่อ-สกุล|เพศ", "1|ว่าที่ ร.ต.พิเชษฐ์ ผาลา|ช", "พิเชษฐ์ ผาลา", "ว่าที่ ร.ต."),
        ("م|الاسم|النوع", "1|الست كوثر حسن|أنثى", "كوثر حسن", "الست"),
        ("ที่|ชื่อ-สกุล|เพศ", "1|ส.ต.อ.กิตติ ภูงาม|ช", "กิตติ ภูงาม", "ส.ต.อ."),
        ("ګڼه|نوم|جنس", "1|استاده شاپېرۍ|ښځینه", "شاپېرۍ", "استاده"),
        ("ګڼه|نوم|جنس", "1|حاجي خان محمد|نارینه", "خان محمد", "حاجي"),
        ("No|Name|Sex", "1|Mr.Bo Win|M", "Bo Win", "Mr."),  # a full stop stands for the space
        ("N°|Apellidos y nombres|Sexo", "1|Ing. Claudia Rentería|F", "Claudia Rentería", "Ing."),  # a profession
        ("N°|Apellidos y nombres|Sexo", "1|Lic. Marta Ríos|F", "Marta Ríos", "Lic."),
        ("N°|Nom et prénom|Sexe", "1|Ing. Awa Ba|F", "Awa Ba", "Ing."),
        ("Nº|Nome completo|Sexo", "1|Eng.º Rui Sitoe|M", "Rui Sitoe", "Eng.º"),
        ("Nº|Nome completo|Sexo", "1|D. Rosa Soares|F", "Rosa Soares", "D."),
        ("Nº|Nome completo|Sexo", "1|D. Rui Soares|M", "D. Rui Soares", None),  # Domingos Rui
        ("Nº|Nome completo|Sexo", "1|D. Soares|F", "D. Soares", None),  # Domingas
        ("N°|Nombre completo|Sexo", "1|Dn. Pedro Choque|H", "Pedro Choque", "Dn."),
        ("Na.|Jina kamili|Jinsi", "1|Mwl. Asha Chuwa|Ke", "Asha Chuwa", "Mwl."),
        ("Na.|Jina kamili|Jinsi", "1|Mzee Omari Chuwa|Me", "Omari Chuwa", "Mzee"),
        ("Blg.|Buong pangalan|Kasarian", "1|Gng. Luz Reyes|Babae", "Luz Reyes", "Gng."),
        ("No|Nama lengkap|Jenis kelamin", "1|Ir. Budi Santoso|L", "Budi Santoso", "Ir."),
        ("Sıra|Adı Soyadı|Cinsiyet", "1|Müh. Ayşe Yılmaz|Kadın", "Ayşe Yılmaz", "Müh."),
        ("N°|Nom et prénom|Sexe", "1|M.Sow|H", "M.Sow", None),  # an initial, perhaps
        ("ល.រ|ឈ្មោះ|ភេទ", "1|លោកស្រីកែវ ចាន់ថា|ស្រី", "កែវ ចាន់ថា", "លោកស្រី"),
        ("نمبر شمار|نام|جنس", "1|مسماۃ رخسانہ پروین|عورت", "رخسانہ پروین", "مسماۃ"),
        ("نمبر شمار|نام|جنس", "1|ڈاکٹر طارق عزیز|مرد", "طارق عزیز", "ڈاکٹر"),
        ("ګڼه|نوم|جنس", "1|ډاکټره زرغونه|ښځینه", "زرغونه", "ډاکټره"),
        ("ګڼه|نوم|جنس", "1|انجنیر احمد ګل|نارینه", "احمد ګل", "انجنیر"),
        ("شماره|نام|جنسیت", "1|مهندس احمد رحیمی|مرد", "احمد رحیمی", "مهندس"),
        ("№|ПІБ|Стать", "1|пані Олена Мельник|жін.", "Олена Мельник", "пані"),
        ("अ.क्र.|नाव|लिंग", "1|सौ. सुनीता काळे|महिला", "सुनीता काळे", "सौ."),
        ("अ.क्र.|नाव|लिंग", "1|श्री.रमेश जाधव|पु", "रमेश जाधव", "श्री."),
        ("अ.क्र.|नाव|लिंग", "1|कु.मंगल मोरे|स्त्री", "मंगल मोरे", "कु."),
        ("ક્રમ|નામ|લિંગ", "1|શ્રી.રમેશ પટેલ|પુરુષ", "રમેશ પટેલ", "શ્રી."),
        ("క్ర.సం.|పేరు|లింగం", "1|శ్రీమతి సునీత రెడ్డి|స్త్రీ", "సునీత రెడ్డి", "శ్రీమతి"),
        ("ಕ್ರ.ಸಂ.|ಹೆಸರು|ಲಿಂಗ", "1|ಶ್ರೀಮತಿ ಸವಿತಾ ಗೌಡ|ಹೆಣ್ಣು", "ಸವಿತಾ ಗೌಡ", "ಶ್ರೀಮತಿ"),
        ("ക്രമ നമ്പർ|പേര്|ലിംഗം", "1|ശ്രീമതി ബിന്ദു നായർ|സ്ത്രീ", "ബിന്ദു നായർ", "ശ്രീമതി"),
        ("ਲੜੀ ਨੰ.|ਨਾਮ|ਲਿੰਗ", "1|ਸ਼੍ਰੀਮਤੀ ਜਸਪ੍ਰੀਤ ਕੌਰ|ਔਰਤ", "ਜਸਪ੍ਰੀਤ ਕੌਰ", "ਸ਼੍ਰੀਮਤੀ"),
        ("କ୍ରମିକ ନଂ|ନାମ|ଲିଙ୍ଗ", "1|ଶ୍ରୀମତୀ ସୁନୀତା ଦାସ|ମହିଳା", "ସୁନୀତା ଦାସ", "ଶ୍ରୀମତୀ"),
        ("ক্ৰমিক নং|নাম|লিংগ", "1|শ্ৰীমতী ৰীতা বৰা|মহিলা", "ৰীতা বৰা", "শ্ৰীমতী"),
        ("ردیف|نام و نام خانوادگی|جنسیت", "1|حاج سعید نظری|مرد", "سعید نظری", "حاج"),
        ("ردیف|نام و نام خانوادگی|جنسیت", "1|حاجیه خانم مریم نظری|زن", "مریم نظری", "حاجیه خانم"),
        ("ردیف|نام و نام خانوادگی|جنسیت", "1|حاجعلی نظری|مرد", "حاجعلی نظری", None),  # a given name
        ("अ.क्र.|नाव|लिंग", "1|कुमार गायकवाड|स्त्री", "कुमार गायकवाड", None),  # said to men
        ("ক্রঃ নং|নাম|লিঙ্গ", "1|মোঃ কামাল মিয়া|পুরুষ", "মোঃ কামাল মিয়া", None),  # part of the name
        ("ক্রঃ নং|নাম|লিঙ্গ", "1|জনাব মোছাঃ রহিমা বানু|মহিলা", "মোছাঃ রহিমা বানু", "জনাব"),  # said to women too
    ],
)
def test_forms_of_address_of_several_scripts(header: str, row: str, name: str, form: str | None) -> None:
    reading = paste(header, row)
    assert (values("full_name", reading), values("honorific", reading)) == ([name], [form])


def test_a_form_of_address_glued_to_the_name_is_taken_off_where_all_have_one() -> None:
    names = ["លោកគង់ សុវណ្ណ", "លោកស្រី តេង រដ្ឋា", "កញ្ញាឃឹម ណាវី", "លោក ម៉ៅ វុទ្ធី"]
    lines = [f"{number}|{name}|" for number, name in enumerate(names, 1)]
    reading = paste("ល.រ|ឈ្មោះ|ភេទ", *lines)
    assert values("honorific", reading) == ["លោក", "លោកស្រី", "កញ្ញា", "លោក"]
    assert values("full_name", reading)[0] == "គង់ សុវណ្ណ"
    reading = paste("ល.រ|ឈ្មោះ|ភេទ", lines[0], "2|តេង រដ្ឋា|", "3|ឃឹម ណាវី|")
    assert values("honorific", reading) == [None, None, None]


def test_three_names_of_the_congo() -> None:
    (name,) = values("full_name", paste("N°|NOM|POST-NOM|PRENOM|Sexe", "1|MUGISHO|NABINTU|Neema|F"))
    assert name == "MUGISHO NABINTU Neema"


@pytest.mark.parametrize("sign", ["'", "’", "‘", "ʻ", "`"])
def test_every_sign_for_an_apostrophe(sign: str) -> None:
    header = "T/r|F.I.Sh.|Tug'ilgan sanasi|O'qituvchi".replace("'", sign)
    fields = [guess.field for guess in paste(header, "1|Karimov Aziz|15.06.1975|N. Aliyeva").tables[0].columns]
    assert fields == ["serial", "full_name", "birth_date", "trainer"]


def test_burmese_forms_of_address_need_both_spellings() -> None:
    header = "No|အမည်|Name (English)|Sex"
    reading = paste(header, "1|မစန္ဒာချို|Ma Sandar Cho|F", "2|မင်းဟန်|Min Han|M", "3|ကိုကိုဦး|Ko Ko Oo|M")
    assert values("full_name", reading) == ["စန္ဒာချို", "မင်းဟန်", "ကိုကိုဦး"]
    assert values("latin_name", reading) == ["Sandar Cho", "Min Han", "Ko Ko Oo"]


def test_burmese_forms_of_address_before_the_latin_spelling_alone() -> None:
    header = "No|Name (MM)|Name (Eng)|M/F"
    rows = ("1|စံရွှေမောင်|U San Shwe Maung|M", "2|မင်းသူဇာ|Ma Min Thuzar|F", "3|ကိုကိုဦး|Ko Ko Oo|M")
    reading = paste(header, *rows, "4|ဖြူသင်း|Ma Phyu Thin|M", "5|မောင်သိန်းအောင်|U Maung Thein Aung|M")
    assert values("latin_name", reading) == [
        "San Shwe Maung", "Min Thuzar", "Ko Ko Oo", "Ma Phyu Thin", "Maung Thein Aung",
    ]  # fmt: skip
    assert values("full_name", reading) == ["စံရွှေမောင်", "မင်းသူဇာ", "ကိုကိုဦး", "ဖြူသင်း", "မောင်သိန်းအောင်"]
    assert values("honorific", reading) == ["U", "Ma", None, None, "U"]


def test_burmese_forms_of_address_without_a_latin_spelling() -> None:
    reading = paste("စဉ်|အမည်|ကျား/မ", "1|ဒေါ်နီနီလှ|မ", "2|ဦးနိုင်စိုးဝင်း|ကျား", "3|အေးသီတာ|မ", "4|ဘသန်းစိန်|ကျား")
    assert values("full_name", reading) == ["နီနီလှ", "ဦးနိုင်စိုးဝင်း", "အေးသီတာ", "ဘသန်းစိန်"]
    marks = [value.mark for value in column("full_name", reading) if value is not None]
    assert marks == ["converted", "unsure", None, None]  # U Naing Soe Win, or Oo Naing Soe Win


def test_burmese_forms_of_address_that_all_of_a_list_have() -> None:
    rows = ("1|ဒေါ်ခင်မာဝင်း|မ", "2|ကိုအောင်မျိုး|ကျား", "3|မသီရိ|မ", "4|ဦးကျော်စွာ|ကျား")
    reading = paste("စဉ်|အမည်|ကျား/မ", *rows)
    assert values("full_name", reading) == ["ခင်မာဝင်း", "အောင်မျိုး", "သီရိ", "ကျော်စွာ"]
    reading = paste("No|Name|Sex", "1|U Kyaw Zin|M", "2|Naw Paw|F", "3|Ma Ei|F", country="MM")
    assert values("full_name", reading) == ["Kyaw Zin", "Naw Paw", "Ma Ei"]


def test_signs_of_footnotes_are_no_part_of_a_name() -> None:
    reading = paste("No|Name|Sex", "1|Ann Phiri*|F", "2|† Bo Banda|M", "3|Chikondi|F")
    assert values("full_name", reading) == ["Ann Phiri", "Bo Banda", "Chikondi"]
    assert [(one.raw, one.mark) for one in column("full_name", reading) if one] == [
        ("Ann Phiri*", "converted"), ("† Bo Banda", "converted"), ("Chikondi", None),
    ]  # fmt: skip


def test_zawgyi_becomes_unicode() -> None:
    reading = paste("No|အမည္|Sex", "1|ေဒၚေမာ္ဆု|မ", "2|ကိုလတ္|က်ား")
    assert (values("full_name", reading), values("honorific", reading)) == (["မော်ဆု", "ကိုလတ်"], ["ဒေါ်", None])
    assert [(value.raw, value.mark) for value in column("full_name", reading) if value] == [
        ("ေဒၚေမာ္ဆု", "converted"), ("ကိုလတ္", "converted"),
    ]  # fmt: skip
    assert values("sex", reading) == ["F", "M"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("\u101e\u108f\u1072\u102c", "\u101e\u1014\u1039\u1010\u102c"),  # the wider of two stacked letters
        ("\u1031\u101e\u108f\u1072", "\u101e\u1031\u1014\u1039\u1010"),
        ("\u101e\u1019\u1093\u102c", "\u101e\u1019\u1039\u1018\u102c"),
        ("\u1021\u1010\u1096", "\u1021\u1010\u1039\u1010\u103d"),  # two letters in one
        ("\u101d\u101c\u1085\u102e", "\u101d\u101c\u1039\u101c\u102e"),
        ("\u1012\u1086\u1014", "\u1012\u103f\u1014"),
        ("\u101e\u102d\u1002\u108c", "\u101e\u102d\u1004\u103a\u1039\u1002\u102e"),
        ("\u1018\u102f\u1025\u1039\u1038", "\u1018\u102f\u1009\u103a\u1038"),  # a letter for one that looks alike
        ("\u1001\u1004\u1039\u1040\u1004\u1039\u1038", "\u1001\u1004\u103a\u101d\u1004\u103a\u1038"),
        ("\u1031\u1040", "\u101d\u1031"),
        ("\u1047\u1032", "\u101b\u1032"),
        ("\u1044\u1004\u1039\u1038", "\u104e\u1004\u103a\u1038"),
        ("\u1042\u1040 \u101b\u1000\u1039", "\u1042\u1040 \u101b\u1000\u103a"),
        ("\u1040\u1049\u1047\u1049", "\u1040\u1049\u1047\u1049"),
    ],
)
def test_letters_that_zawgyi_has_twice_or_for_two(typed: str, meant: str) -> None:
    assert to_unicode(typed) == meant


def test_trainers_whose_names_are_headed_as_such() -> None:
    reading = paste("م|اسم المدرب|النوع|تاريخ تدريب المدربين|صالحة حتى|SYB", "1|هالة مصطفى|أنثى|15/10/2018||x")
    assert reading.tables[0].kind == "trainers"
    assert values("full_name", reading) == ["هالة مصطفى"]


@pytest.mark.parametrize("name", ["Nota Mensah", "Visa Koné", "Sonia Rakoto", "منظور احمد", "Maya Tamang"])
def test_a_name_is_no_footer_and_no_total(name: str) -> None:
    words = load_words()
    assert not any(words.starts_with(kind, name) for kind in ("footer", "total"))


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Д.Мөнхзул 9571-4047", "Д.Мөнхзул"),
        ("Н.Баярмаа, 95421533", "Н.Баярмаа"),
        ("О.Хишигжаргал /95436407/", "О.Хишигжаргал"),
        ("Grace Banda (Tel: +265 999 123 456); John Phiri", "Grace Banda; John Phiri"),
        ("U Kyaw Kyaw 09 123 456 789, Daw Mya", "U Kyaw Kyaw; Daw Mya"),
        ("Grace Banda (KAB 2018-2019)", "Grace Banda (KAB 2018-2019)"),
        ("95421533", "95421533"),
    ],
)
def test_a_telephone_number_beside_a_trainer_is_no_part_of_the_name(cell: str, names: str) -> None:
    reading = paste("No|School|Class|Women|Men|Teacher", f"1|School 1|11a|9|8|{cell}", "2|School 2|11b|7|8|Rose Phiri")
    first = column("trainer", reading)[0]
    assert first is not None
    assert (first.value, first.raw) == (names, cell)


def test_trainers_whose_only_name_is_below_the_heading_trainer_are_listed() -> None:
    reading = paste(
        "No|Trainer name|Sex|Level|Certified on|Phone", "1|Thida Moe|F|Master trainer|2019-05-06|09443790564"
    )
    assert (reading.tables[0].kind, len(reading.tables[0].rows)) == ("trainers", 1)
    assert values("certified_on", reading) == [date(2019, 5, 6)]


def test_hadji_before_a_name_may_be_part_of_it() -> None:
    (told,) = column("full_name", paste("شماره|نام|جنسیت", "1|حاجی مجتبی|مرد"))
    assert told is not None
    assert (told.value, told.mark) == ("حاجی مجتبی", "unsure")


@pytest.mark.parametrize("local", ["නිලූෂා දිසානායක මිය", "නිලූෂා දිසානායක"])
def test_the_form_of_address_in_latin_letters_is_kept(local: str) -> None:
    reading = paste("No|Name|Name in English|Sex", f"1|{local}|Mrs. Nilusha Disanayaka|F", "2|රුවන් හේරත්|Ruwan Herath|M")
    told = [values(name, reading)[0] for name in ("full_name", "latin_name", "honorific")]
    assert told == ["නිලූෂා දිසානායක", "Nilusha Disanayaka", "Mrs."]


def test_a_letter_for_a_form_of_address_without_a_space_is_looked_at() -> None:
    reading = paste("Nº|Nome completo|Sexo", "1|D.Rosa Soares|F", "2|D.Soares|F")
    assert values("full_name", reading) == ["Rosa Soares", "D.Soares"]
    assert [value.mark for value in column("full_name", reading) if value is not None] == ["unsure", None]


def test_what_no_name_begins_with_is_taken_off_without_a_space() -> None:
    reading = paste("क्र.सं.|नाम थर|लिङ्ग", "१|श्रीमतीधनसरा जोशी|महिला", "२|श्रीधर शर्मा|पुरुष", "३|राम थापा|पुरुष")
    assert values("full_name", reading) == ["धनसरा जोशी", "श्रीधर शर्मा", "राम थापा"]
    assert values("honorific", reading) == ["श्रीमती", None, None]
    assert column("full_name", reading)[1].mark is None  # type: ignore[union-attr]


def test_where_all_have_a_form_of_address_one_without_a_space_is_looked_at() -> None:
    rows = ("१|श्री हरि ओझा|पुरुष", "२|सुश्री माया धामी|महिला", "३|श्री राम थापा|पुरुष", "४|श्रीडबल कामी|पुरुष")
    reading = paste("क्र.सं.|नाम थर|लिङ्ग", *rows)
    assert values("full_name", reading) == ["हरि ओझा", "माया धामी", "राम थापा", "डबल कामी"]
    told = [value.mark for value in column("full_name", reading) if value is not None]
    assert told == ["converted"] * 3 + ["unsure"]


def test_a_dash_is_no_surname_and_hadji_before_a_longer_name_is_none_of_it() -> None:
    reading = paste("شماره|نام|تخلص|جنسیت", "1|عادله|-|زن", "2|سمیرا|پوپلزی|زن", "3|حاجی منصور|رحیمی|مرد")
    assert values("full_name", reading) == ["عادله", "سمیرا پوپلزی", "منصور رحیمی"]


def test_a_name_in_unicode_that_looks_like_zawgyi_stays_among_others_of_unicode() -> None:
    rows = ("1|မြင့်စုခိုင်|မ", "2|သန္တာပပဖူး|မ", "3|ကိုဇော်မင်း|ကျား")
    reading = paste("No|အမည်|Sex", *rows)
    assert values("full_name", reading)[1] == "သန္တာပပဖူး"


@pytest.mark.parametrize(
    ("sex", "name", "mark"),
    [("ස්ත්‍රී", "ගයනි එදිරිසිංහ", "converted"), ("", "ගයනි එදිරිසිංහ", "unsure"),
     ("පුරුෂ", "ගයනි එදිරිසිංහමිය", None)],
)  # fmt: skip
def test_a_form_of_address_that_is_stuck_to_the_end_of_a_name(sex: str, name: str, mark: str | None) -> None:
    reading = paste("අංකය|නම|ස්ත්‍රී/පුරුෂ", f"1|ගයනි එදිරිසිංහමිය|{sex}", "2|සුනිල් සිල්වා|පුරුෂ", "3|නිමල් පෙරේරා|පුරුෂ")
    full = column("full_name", reading)[0]
    assert full is not None
    assert (full.value, full.mark) == (name, mark)


def test_two_surnames_in_portuguese() -> None:
    reading = paste(
        "N.º|Nome próprio|Apelido da mãe|Apelido do pai|Sexo", "1|Arlindo|Sitoe|Macuácua|H", "2|Celeste|Cossa|Langa|M"
    )
    assert values("family_name", reading) == ["Sitoe Macuácua", "Cossa Langa"]


@pytest.mark.parametrize(
    ("country", "families"), [("PE", ["Laura Bertolotti", "Giménez Suárez"]), ("AR", [None, "Giménez Suárez"])]
)
def test_a_third_word_may_be_a_given_name_where_people_have_one_surname(
    country: str, families: list[str | None]
) -> None:
    head = "N°|Nombre y apellido|Sexo|Fecha de nacimiento"
    people = ("1|María Laura Bertolotti|F|3/4/1990", "2|Sergio Daniel Giménez Suárez|M|24/3/1991")
    assert values("family_name", paste(head, *people, country=country)) == families


def test_small_words_belong_to_the_surname_behind_them() -> None:
    people = (
        "1|Nitzia Núñez De Gracia|F|1990",
        "2|María de los Ángeles Pérez Soto|F|1991",
        "3|Ariel De Gracia Caballero|M|1992",
    )
    reading = paste("N°|Nombre y apellido|Sexo|Año de nacimiento", *people, country="PA")
    assert values("family_name", reading) == ["Núñez De Gracia", "Pérez Soto", "De Gracia Caballero"]
    assert values("given_name", reading) == ["Nitzia", "María de los Ángeles", "Ariel"]


@pytest.mark.parametrize("name", ["Осмонова Г?лнара", "?мүрбеков Азамат", "Осмонова Г\ufffdлнара"])
def test_a_name_that_lost_a_letter_is_to_be_looked_at(name: str) -> None:
    (found,) = column("full_name", paste("№|Ф.И.О.|Пол", f"1|{name}|ж"))
    assert found is not None
    assert (found.value, found.mark) == (name, "unsure")


@pytest.mark.parametrize(("name", "form"), [("محترمہ عائشہ خٹک", "محترمہ"), ("عائشہ خٹک", None)])
def test_forms_of_address_count_in_the_script_of_the_names(name: str, form: str | None) -> None:
    reading = paste("No|Name|Name (English)|Sex", f"1|{name}|Ayesha Khattak|F", "2|زینب بی بی|Zainab Bibi|F")
    assert values("honorific", reading) == [form, None]
    assert values("full_name", reading) == ["عائشہ خٹک", "زینب بی بی"]


@pytest.mark.parametrize(
    ("local", "latin", "form"), [("አቶግርማ በቀለ", "Girma Bekele", "አቶ"), ("አቶምሳ በቀለ", "Atomsa Bekele", None)]
)
def test_an_amharic_form_of_address_without_a_blank_that_the_latin_spelling_leaves_out(
    local: str, latin: str, form: str | None
) -> None:
    (row,) = paste("ተ.ቁ|ሙሉ ስም|Name in English|ፆታ", f"1|{local}|{latin}|ወ").tables[0].rows
    assert row.values["full_name"].value == local.removeprefix(form or "")
    assert (row.values["honorific"].value if "honorific" in row.values else None) == form


def test_letters_that_only_zawgyi_has_in_burmese_are_turned_among_others_of_it() -> None:
    people = ("၁|ေမာင္ေမာင္|က်ား|စကၠဴထီး", "၂|ေအးေအး|မ|ေစ်းဆိုင္", "၃|ေဌးေဌး|မ|ထမင္းဆိုင္")
    reading = paste("စဥ္|အမည္|က်ား/မ|လုပ္ငန္းအမ်ိဳးအစား", *people, country="MM")
    assert values("business_type", reading)[0] == "စက္ကူထီး"
