"""Countries under all their names."""

import pytest

from trainer_app.countries import country_code, country_name, find_country
from trainer_app.errors import UserError


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Viet Nam", "VN"), ("Vietnam", "VN"), ("việt nam", "VN"), ("Laos", "LA"), ("Lao PDR", "LA"), ("ລາວ", "LA"),
        ("Lao People's Democratic Republic", "LA"), ("Burma", "MM"), ("Myanmar", "MM"), ("မြန်မာ", "MM"), ("mm", "MM"),
        ("Côte d’Ivoire", "CI"), ("Ivory Coast", "CI"), ("The Gambia", "GM"), ("Timor-Leste", "TL"), ("Perú", "PE"),
        ("United Republic of Tanzania", "TZ"), ("République démocratique du Congo", "CD"), ("Congo", "CG"),
        ("Iran (Islamic Republic of)", "IR"), ("مصر", "EG"), ("Türkiye", "TR"), ("Kyrgyzstan", "KG"), ("中国", "CN"),
    ],
)  # fmt: skip
def test_a_country_is_one_under_all_its_names(text: str, code: str) -> None:
    assert country_code(text) == code


def test_what_is_no_country_is_refused() -> None:
    for text in ("Atlantis", "", "zz", "Yangon"):
        assert find_country(text) is None
        with pytest.raises(UserError):
            country_code(text)


def test_countries_have_names_in_languages() -> None:
    assert country_name("VN") == "Viet Nam"
    assert country_name("LA") == "Lao PDR"
    assert country_name("KH", "fr") == "Cambodge"
    assert country_name(None) == ""
    assert all(country_code(country_name(code)) == code for code in ("VN", "LA", "MM", "CI", "CD", "KR"))
