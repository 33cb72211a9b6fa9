"""Every shipped programme file loads and says what the field says; an office's files add, override and are refused."""

from pathlib import Path

import pytest

from trainer_app.errors import UserError
from trainer_app.programmes import catalogue as programmes
from trainer_app.programmes import files
from trainer_app.programmes.catalogue import Catalogue, Product, load_catalogue, plain

SHIPPED = sorted(path.name for path in files.SHIPPED.glob("*.toml"))
NAMED_IN_THE_FIELD = {
    "SIYB": ["GYB", "SYB", "IYB", "EYB", "SIYB", "MFB", "GREENCON", "SYOB", "MUBADARA"],
    "KAB": ["KAB"],
    "SCORE": [f"SCORE-M{n}" for n in range(1, 6)],
    "WED": ["GETAHEAD", "GETAHEAD-V", "IYES"],
    "MYCOOP": ["MYCOOP"],
    "COOP": ["THINKCOOP", "STARTCOOP", "MANAGECOOP"],
    "CBED": ["CBED"],
    "INBUSINESS": ["INBUSINESS"],
    "WSTEM": ["WSTEM"],
    "BEO": ["BEO"],
    "LEHTLI": ["LEHTLI"],
    "RESILIENCE": ["BCP", "RESILIENCE"],
    "SIMAPRO": ["SIMAPRO"],
    "WISE": ["WISE", "WIND"],
    "BETTERWORK": ["BW-ASSESS", "BW-ADVISE", "BW-TRAIN"],
    "TREE": ["TREE"],
    "GPE": ["GPE"],
    "GBO": ["GBO"],
    "OTHER": ["OSH", "OSH-TOT", "LABINSP", "MEDIATION", "UNIONED", "TURIN", "OTHER"],
}


@pytest.fixture
def catalogue() -> Catalogue:
    return load_catalogue()


def office(folder: Path, text: str, name: str = "office.toml") -> Catalogue:
    """The catalogue with one file of an office's own."""
    (folder / name).write_text(text, encoding="utf-8")
    return load_catalogue(folder)


def refused(folder: Path, text: str) -> str:
    """The sentence with which an office's file is refused."""
    with pytest.raises(UserError) as caught:
        office(folder, text)
    return str(caught.value)


# -- what is shipped


def test_every_programme_and_product_of_the_field_is_there(catalogue: Catalogue) -> None:
    assert [programme.code for programme in catalogue.programmes] == list(NAMED_IN_THE_FIELD)
    for code, products in NAMED_IN_THE_FIELD.items():
        assert set(products) <= {product.code for product in catalogue.programme(code).products}
        assert all(catalogue.programme_of(product).code == code for product in products)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_file_says_at_its_head_how_to_edit_it(name: str) -> None:
    text = (files.SHIPPED / name).read_text(encoding="utf-8")
    assert "# HOW TO EDIT." in text.split("\n\n")[0]


def test_every_name_is_there_in_three_languages(catalogue: Catalogue) -> None:
    named = [*catalogue.programmes, *catalogue.products(), *catalogue.questionnaires.values()]
    named += [module for product in catalogue.products() for module in product.modules]
    named += [rule for programme in catalogue.programmes for rule in programme.trainer_rules.values()]
    named += catalogue.indicators.values()
    for questionnaire in catalogue.questionnaires.values():
        named += questionnaire.questions
        named += [choice for question in questionnaire.questions for choice in question.choices]
    assert [one.code for one in named if not {"en", "fr", "es"} <= set(one.names)] == []


def test_every_name_and_alias_finds_its_own_product(catalogue: Catalogue) -> None:
    for product in catalogue.products():
        for text in (product.code, *product.aliases, *product.names.values()):
            assert catalogue.find_product(text) is product, text


def test_every_product_that_needs_a_trainer_of_a_level_has_the_rule(catalogue: Catalogue) -> None:
    for product in catalogue.products():
        if product.trainer_level is not None:
            assert catalogue.trainer_rule_for(product.code) is not None
        if not product.needs_trainer:
            assert catalogue.trainer_rule_for(product.code) is None


def test_follow_up_questionnaires_have_about_twelve_questions(catalogue: Catalogue) -> None:
    for questionnaire in catalogue.questionnaires.values():
        assert 12 <= len(questionnaire.questions) <= 16
        codes = [question.code for question in questionnaire.questions]
        assert len(codes) == len(set(codes))


def test_a_question_comes_after_the_one_that_it_depends_on(catalogue: Catalogue) -> None:
    for questionnaire in catalogue.questionnaires.values():
        codes = [question.code for question in questionnaire.questions]
        for question in questionnaire.questions:
            if question.when_question in codes:
                assert codes.index(question.when_question) < codes.index(question.code)


# -- facts of domain.md


def test_siyb(catalogue: Catalogue) -> None:
    gyb, syb, iyb = (catalogue.product(code) for code in ("GYB", "SYB", "IYB"))
    assert (str(gyb.days), str(syb.days), str(iyb.days)) == ("2–3", "5", "7")
    assert syb.plan == "business_plan"
    assert [module.name() for module in iyb.modules] == [
        "Marketing",
        "Costing",
        "Buying and Stock Control",
        "Record Keeping",
        "Planning for Your Business",
        "People and Productivity",
    ]
    assert (str(syb.class_size), syb.trainers, syb.edition) == ("16–25", 2, "2015")
    assert catalogue.product("EYB").edition is None
    assert catalogue.product("MFB").adapts == ("GYB", "SYB")
    assert len(catalogue.product("GREENCON").modules) == 13
    assert catalogue.programme("SIYB").name("ar") == "ابدأ وحسن مشروعك"


def test_training_of_trainers_is_a_product_of_every_product_that_names_it(catalogue: Catalogue) -> None:
    tot, tomt = catalogue.product("SYB-TOT"), catalogue.product("SYB-TOMT")
    assert (tot.makes, tot.trains_for, str(tot.days), tot.certificate.kind) == ("trainer", "SYB", "7–14", "tot")
    assert (tomt.makes, str(tomt.days), tomt.certificate.attendance) == ("master_trainer", "10", 100)
    assert tot.name("fr") == "Formation de formateurs : Créez votre entreprise"
    assert tot.edition == "2015"
    assert catalogue.product("SYB").makes is None
    assert catalogue.product("SCORE-M3-TOT").requires_products == ()


def test_score_asks_for_module_1_and_a_baseline_first(catalogue: Catalogue) -> None:
    assert catalogue.product("SCORE-M1").requires_products == ()
    assert catalogue.product("SCORE-M1").requires_records == ("baseline",)
    others = [p for p in catalogue.programme("SCORE").products if p.code != "SCORE-M1" and p.makes is None]
    assert len(others) == 11
    assert all(product.requires_products == ("SCORE-M1",) for product in others)
    m2 = catalogue.product("SCORE-M2")
    assert (m2.learner, dict(m2.sends), str(m2.days)) == ("enterprise", {"managers": 2, "workers": 2}, "2")
    assert catalogue.programme("SCORE").report_months == (3, 10)
    assert [i.code for i in m2.indicators if i.better == "down"][:3] == ["defects", "absenteeism", "turnover"]


def test_kab_counts_classes_by_hours(catalogue: Catalogue) -> None:
    kab = catalogue.product("KAB")
    assert (kab.learner, str(kab.hours), len(kab.modules), kab.certificate.measure) == ("class", "120", 9, "hours")
    assert catalogue.programme("KAB").country_statuses[-1] == "national_curriculum"
    assert set(catalogue.programme("KAB").trainer_rules) >= {"facilitator", "promoter", "key_facilitator"}


@pytest.mark.parametrize("code", ["CBED", "THINKCOOP", "STARTCOOP", "MANAGECOOP"])
def test_some_products_need_no_trainer(catalogue: Catalogue, code: str) -> None:
    product = catalogue.product(code)
    assert (product.needs_trainer, product.learner, product.certificate.attendance) == (False, "group", 80)


@pytest.mark.parametrize(
    ("product", "practice", "unit", "observed", "within", "licence", "active"),
    [
        ("SYB", 2, "course", 1, 12, None, 12),
        ("SYB-TOT", 1, "tot_cycle", 1, 12, 36, 24),
        ("GETAHEAD", 2, "course", 1, 12, None, 12),
        ("KAB", 1, "class", 0, 12, None, 12),
        ("SCORE-M2", 1, "class", 1, 12, None, 12),
        ("MYCOOP", 0, "course", 0, None, None, None),
    ],
)
def test_trainer_rules_of_the_table(
    catalogue: Catalogue,
    product: str,
    practice: int,
    unit: str,
    observed: int,
    within: int | None,
    licence: int | None,
    active: int | None,
) -> None:
    rule = catalogue.trainer_rule_for(product)
    assert rule is not None
    assert (rule.practice_courses, rule.practice_unit, rule.observed_asked) == (practice, unit, observed)
    assert (rule.within_months, rule.licence_months, rule.active_months) == (within, licence, active)


# -- finding


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("syb", "SYB"),
        ("  Start  your business ", "SYB"),
        ("CREE", "SYB"),
        ("creez votre entreprise", "SYB"),
        ("TRIE", "GYB"),
        ("GERME", "IYB"),
        ("mesun", "IYB"),
        ("Khởi sự kinh doanh", "SYB"),
        ("khoi su kinh doanh", "SYB"),
        ("ＳＹＢ", "SYB"),
        ("创办你的企业", "SYB"),
        ("ابدأ وحسّن مشروعك", "SIYB"),
        ("GET Ahead", "GETAHEAD"),
        ("ToT SYB", "SYB-TOT"),
        ("SYB ToT", "SYB-TOT"),
        ("SCORE Modul 5", "SCORE-M5"),
    ],
)
def test_find_product(catalogue: Catalogue, text: str, code: str) -> None:
    found = catalogue.find_product(text)
    assert found is not None
    assert found.code == code


def test_every_name_and_alias_finds_its_own_programme(catalogue: Catalogue) -> None:
    for programme in catalogue.programmes:
        for text in (programme.code.lower(), *programme.aliases, *programme.names.values()):
            assert catalogue.find_programme(text) is programme, text
    assert catalogue.find_programme("nothing such") is None


@pytest.mark.parametrize("text", ["", "-", "business", "SYBX"])
def test_find_product_guesses_nothing(catalogue: Catalogue, text: str) -> None:
    assert catalogue.find_product(text) is None


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("GYB+SYB", ["GYB", "SYB"]),
        ("Course: IYB (Marketing", ["IYB"]),
        ("SYB 19-23/11/18", ["SYB"]),
        ("2019年SYB创业培训", ["SYB"]),
        ("改善你的企业(IYB) 第5期", ["IYB"]),
        ("หลักสูตรเริ่มต้นธุรกิจ (SYB) ระหว่างวันที่ ๑๖ - ๒๐", ["SYB"]),
        ("SYB ToT, Lalitpur", ["SYB-TOT"]),
        ("ISUN Cusco", ["SYB"]),
        ("tree planting and score sheets, quality first", []),
        ("TREE 2019", ["TREE"]),
    ],
)
def test_products_in_a_longer_text(catalogue: Catalogue, text: str, codes: list[str]) -> None:
    assert [product.code for product in catalogue.products_in(text)] == codes


def test_names_fall_back_to_english(catalogue: Catalogue) -> None:
    syb = catalogue.product("SYB")
    assert syb.name("my") == "Start Your Business"
    assert syb.name("fr_SN") == syb.name("fr-FR") == "Créez votre entreprise"


def test_plain_keeps_what_tells_words_apart_in_other_scripts() -> None:
    assert plain("Émilie-Đặng") == "emilie dang"
    assert plain("កា") != plain("ក")
    assert plain("ကို") != plain("က")


def test_unknown_codes_say_what_to_do(catalogue: Catalogue) -> None:
    with pytest.raises(UserError, match=r"no product “ABC”.*ask for its programme file"):
        catalogue.product("ABC")
    with pytest.raises(UserError, match="no programme “ABC”"):
        catalogue.programme("ABC")


# -- please confirm


def test_usual_values_are_to_confirm_and_stated_ones_are_not(catalogue: Catalogue) -> None:
    assert catalogue.is_usual("EYB", "days")
    assert not catalogue.is_usual("SYB", "days")
    assert catalogue.is_usual("SYB", "certificate.attendance")
    assert not catalogue.is_usual("SYB-TOT", "days")
    assert catalogue.is_usual("KAB-TOT", "days")
    assert catalogue.is_usual("SYB-TOT", "certificate.attendance")
    assert not catalogue.is_usual("SIYB", "trainer_rules.master_trainer.licence_months")
    assert catalogue.is_usual("SIYB", "trainer_rules.trainer.practice_courses")
    assert catalogue.is_usual("KAB", "modules.9.name.en")


def test_what_a_product_says_itself_is_not_the_default_that_is_usual(tmp_path: Path) -> None:
    catalogue = office(
        tmp_path,
        """
code = "FISH"
name = { en = "Fishing" }
usual = ["defaults.days"]
[defaults]
learner = "person"
needs_trainer = false
days = 2
certificate = { kind = "attendance" }
[products.NETS]
name = { en = "Nets" }
[products.BOATS]
name = { en = "Boats" }
days = 3
""",
    )
    assert catalogue.is_usual("NETS", "days")
    assert not catalogue.is_usual("BOATS", "days")


def test_sentence_to_confirm(catalogue: Catalogue) -> None:
    item = next(item for item in catalogue.to_confirm if item.path == "products.EYB.days")
    assert (item.programme, item.value) == ("SIYB", [5, 10])
    assert item.sentence() == (
        "Expand Your Business, days: 5–10. This is usual practice and not stated in a published source: "
        "please confirm or correct it."
    )
    assert item.sentence("fr").startswith("Développez votre entreprise")


def test_office_confirms_by_setting_or_naming(tmp_path: Path) -> None:
    catalogue = office(
        tmp_path,
        'code = "SIYB"\nconfirmed = ["trainer_rules.trainer"]\n[products.EYB]\ndays = 8\n',
    )
    assert str(catalogue.product("EYB").days) == "8"
    assert not catalogue.is_usual("EYB", "days")
    assert not catalogue.is_usual("SIYB", "trainer_rules.trainer.observed")
    assert catalogue.is_usual("SYB", "certificate.attendance")
    assert catalogue.is_usual("EYB", "aliases")


# -- an office's own files


def test_office_overrides_single_values_and_adds_aliases_and_languages(tmp_path: Path) -> None:
    before = load_catalogue().product("SYB")
    after = office(
        tmp_path,
        'code = "SIYB"\n[products.SYB]\naliases = ["Kursus Usaha"]\nname = { id = "Mulai Bisnis Anda" }\n'
        "certificate = { attendance = 75 }\nfollowup_months = [6]\n",
    ).product("SYB")
    assert after.aliases == (*before.aliases, "Kursus Usaha")
    assert (after.name("id"), after.name("en")) == ("Mulai Bisnis Anda", "Start Your Business")
    assert (after.certificate.attendance, after.certificate.kind) == (75, "completion")
    assert (after.followup_months, after.days) == ((6,), before.days)


def test_office_adds_a_product_with_its_training_of_trainers(tmp_path: Path) -> None:
    catalogue = office(tmp_path, 'code = "SIYB"\n[products.FARM]\nname = { en = "Farm as a Business" }\ndays = 4\n')
    farm = catalogue.product("FARM")
    assert (farm.learner, farm.needs_trainer, farm.certificate.attendance) == ("person", True, 80)
    assert catalogue.product("FARM-TOT").name() == "Training of trainers: Farm as a Business"


def test_office_overrides_one_training_of_trainers_only(tmp_path: Path) -> None:
    catalogue = office(tmp_path, 'code = "SIYB"\n[products.SYB-TOT]\ndays = 12\n')
    assert str(catalogue.product("SYB-TOT").days) == "12"
    assert str(catalogue.product("IYB-TOT").days) == "7–14"
    assert catalogue.product("SYB-TOT").trains_for == "SYB"
    with pytest.raises(UserError):
        catalogue.product("SYB-TOT-TOT")


def test_office_adds_a_programme_with_a_questionnaire_of_its_own(tmp_path: Path) -> None:
    catalogue = office(
        tmp_path,
        """
code = "FISH"
name = { en = "Fishing" }
usual = ["products.FISH.days"]
[products.FISH]
name = { en = "Fish trade" }
learner = "household"
needs_trainer = false
days = 2
certificate = { kind = "attendance" }
questionnaire = "fish"
[questions.boats]
kind = "number"
name = { en = "Boats" }
[questionnaires.fish]
name = { en = "Fishing households" }
questions = ["boats", "remark"]
""",
    )
    fish = catalogue.product("FISH")
    assert [question.code for question in fish.questions] == ["boats", "remark"]
    assert catalogue.programmes[-2].code == "FISH"  # before "Other trainings"
    assert catalogue.is_usual("FISH", "days")  # its own file says so


def test_the_shipped_catalogue_is_not_changed_by_an_office(tmp_path: Path) -> None:
    office(tmp_path, 'code = "SIYB"\n[products.SYB]\ndays = 9\naliases = ["x y z"]\n')
    assert str(load_catalogue().product("SYB").days) == "5"
    assert load_catalogue().find_product("x y z") is None


def test_an_edit_is_seen_and_nothing_is_read_again_without_one(tmp_path: Path) -> None:
    first = office(tmp_path, 'code = "SIYB"\n[products.SYB]\ndays = 9\n')
    assert load_catalogue(tmp_path) is first
    second = office(tmp_path, 'code = "SIYB"\n[products.SYB]\ndays = 10\n')
    assert str(second.product("SYB").days) == "10"


def test_a_folder_that_is_not_there_is_no_error(tmp_path: Path) -> None:
    assert load_catalogue(tmp_path / "none").product("SYB").code == "SYB"


def test_a_file_saved_by_a_windows_editor_is_read(tmp_path: Path) -> None:
    (tmp_path / "office.toml").write_bytes(b'\xef\xbb\xbfcode = "SIYB"\r\n[products.SYB]\r\ndays = 6\r\n')
    assert str(load_catalogue(tmp_path).product("SYB").days) == "6"


# -- broken files: file, line, key, what is allowed, what to do


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ('code = "SIYB\n', 1, "missing quote"),
        ('code = "SIYB"\n[products.SYB\ndays = 5\n', 2, "bracket"),
        ('code = "SIYB"\n[products.SYB]\ndays = 5\ndays = 6\n', 4, "not written as a programme file"),
        ('code = "SIYB"\ncolour = "red"\n', 2, "“colour”: there is no such key. Allowed here: code"),
        ('code = "SIYB"\n[products.SYB]\nday = 5\n', 3, "“products.SYB.day”: there is no such key"),
        ('code = "SIYB"\n[products.SYB]\ndays = "five"\n', 3, "expected is a number such as 5"),
        ('code = "SIYB"\n[products.SYB]\n\n# so\ndays = [3, 2]\n', 5, "the least and the most"),
        ('code = "SIYB"\n[products.SYB]\ndays = nan\n', 3, "expected is a number"),
        ('code = "SIYB"\n[products.SYB]\ncertificate = { attendance = 800 }\n', 3, "from 0 to 100"),
        ('code = "SIYB"\n[products.SYB.certificate]\nattendance = "80 %"\n', 3, "from 0 to 100"),
        ('code = "SIYB"\nproducts.SYB.learner = "dog"\n', 2, "one of: person, class, enterprise"),
        ('code = "SIYB"\n[products.SYB]\nneeds_trainer = "yes"\n', 3, "true or false"),
        ('code = "SIYB"\n[products.SYB]\naliases = "SYB"\n', 3, "a list of texts"),
        ('code = "SIYB"\nproducts = 5\n', 2, "a heading in brackets"),
        ('code = "SIYB"\n[trainer_rules.trainer]\nobserved = -1\n', 3, 'a whole number, or "all"'),
        ('code = "SIYB"\n[products.SYB]\ntrainers = true\n', 3, "a whole number of 0 or more"),
        ("[products.SYB]\ndays = 5\n", 1, 'add code = "…"'),
        ('code = "SIYB"\n[products.SYB]\nquestionnaire = "busines"\n', 3, "no “busines”. Known are: business"),
        ('code = "SIYB"\n[products.SYB]\nindicators = ["jobs", "joy"]\n', 3, "no “joy”"),
        ('code = "SIYB"\n[products.SYB]\nrequires = { products = ["ABC"] }\n', 3, "no “ABC”"),
        ('code = "SIYB"\n[products.SYB]\ntrainings = ["TOF"]\n', 3, "no “TOF”. Known are: TOT, TOMT"),
        ('code = "SIYB"\n[products.SYB]\ntrainer_level = "guru"\n', 3, "no “guru”. Known are: trainer"),
        ('code = "SIYB"\nusual = ["products.SYB.dys"]\n', 2, "no “products.SYB.dys” in this programme"),
        ('code = "SIYB"\n[products.NEW]\nname = { fr = "Neuf" }\n', 3, "an English name is missing"),
        ('code = "SIYB"\n[products.NEW]\nname = { en = "New" }\naliases = ["CREE"]\n', 4, "stands for SYB"),
        ('code = "NEW"\nname = { en = "New" }\n[products.NEW]\nname = { en = "Copy" }\n', 3, "“learner” is missing"),
        ('[questions.a]\nname = { en = "A" }\nkind = "choice"\n', 1, "choices belong to the kinds"),
        ('[questions.a]\nname = { en = "A" }\nkind = "guess"\n', 3, "one of: yes_no, choice"),
        ('[questionnaires.business]\nquestions = ["nothing"]\n', 2, "no “nothing”"),
        ('[questions.loan]\nwhen = { question = "business_now", is = ["maybe"] }\n', 2, "no “maybe”. Known are: yes"),
    ],
)
def test_a_broken_file_is_refused_with_file_line_and_reason(tmp_path: Path, text: str, line: int, says: str) -> None:
    sentence = refused(tmp_path, text)
    assert sentence.startswith(f"office.toml, line {line}"), sentence
    assert says in sentence
    assert "take" in sentence
    assert str(tmp_path) in sentence


def test_a_product_code_belongs_to_one_programme(tmp_path: Path) -> None:
    sentence = refused(
        tmp_path,
        'code = "NEW"\nname = { en = "New" }\n[products.SYB]\nname = { en = "Copy" }\nlearner = "person"\n'
        'needs_trainer = true\ncertificate = { kind = "attendance" }\n',
    )
    assert sentence.startswith("office.toml, line 3:")
    assert "has a product of this code already" in sentence


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "office.toml").write_bytes('code = "SIYB"\nname = { fr = "Créez" }\n'.encode("cp1252"))
    with pytest.raises(UserError, match=r"office\.toml could not be read.*UTF-8"):
        load_catalogue(tmp_path)


def test_a_broken_file_does_not_lose_the_catalogue_that_was_loaded(tmp_path: Path) -> None:
    refused(tmp_path, "code = ")
    (tmp_path / "office.toml").unlink()
    assert isinstance(load_catalogue(tmp_path).product("SYB"), Product)


def test_a_catalogue_is_given_also_when_another_thread_loads_another_folder_s_meanwhile(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Emptied(dict[object, Catalogue]):
        """As if another thread loaded another folder's right after each step."""

        def __setitem__(self, key: object, value: Catalogue) -> None:
            super().__setitem__(key, value)
            self.clear()

        def __contains__(self, key: object) -> bool:
            there = super().__contains__(key)
            self.clear()
            return there

    monkeypatch.setattr(programmes, "_loaded", Emptied())
    assert load_catalogue().product("SYB").code == "SYB"
