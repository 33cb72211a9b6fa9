"""What the cells of one table tell of a heading holds for the same heading in the next."""

from tests.trainer_app.lists.laid_out import fields, read

HEADER = "N°|Nom et prénom|Sexe|Métier exercé|C.A. mensuel (F CFA)"


def test_occupations_that_were_trades_above_are_trades_below_too() -> None:
    reading = read(
        "Module : TRIE ; 15 - 17 mai 2023", HEADER,
        "1|Awa Sambou|F|Vente de pagnes|150 000", "2|Lamine Manga|M|Vente de poisson|90 000", "",
        "Module : CREE ; 22 - 26 mai 2023", HEADER,
        "1|Séni Coly|M|Anacarde|45 000", "2|Malick Diatta|M|Huile de palme|62 500",
        country="SN",
    )  # fmt: skip
    assert [fields(table)[3] for table in reading.tables] == ["business_type", "business_type"]
