"""Words of the field in many languages: headings of columns, what cells say, and names that are neither."""

import pytest

from trainer_app.lists.words import load_words


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Entidad capacitadora", "organiser"), ("¿Sigue capacitando?", "active"), ("Cerrado en", "business_end"),
        ("Partenaire de mise en oeuvre", "organiser"), ("Quand avez-vous démarré ?", "business_start"),
        ("Data de encerramento", "business_end"), ("Nº de agregado", None), ("Jumlah jam hadir", "attendance_total"),
        ("Bắt đầu", "start"), ("Kết thúc", "end"),
        ("تحصیل", "education"), ("培训成本", "cost"), ("是否创业成功", "started"),
        ("Дата закрытия", "business_end"), ("Хэзээ хаасан", "business_end"), ("عدد ساعات الحضور", "attendance_total"),
        ("Laharana CIN", "national_id"), ("Lah.", "serial"), ("Fari-pahalalana", "education"),
        ("C.A./mois (F CFA)", "sales_month"),
        ("Soyisim", "family_name"), ("Jina la mshiriki", "full_name"), ("Name of incumbent spirit", None),
    ],
)  # fmt: skip
def test_headings_of_many_languages(heading: str, field: str | None) -> None:
    assert (field in load_words().fields_of(heading)) if field else not load_words().fields_of(heading)


@pytest.mark.parametrize(
    ("kind", "text", "told"),
    [
        ("outcome", "Jamais présent", "no_show"), ("outcome", "перестал ходить", "dropped_out"),
        ("outcome", "No calificó", "failed"), ("outcome", "Dapat sertifikat", "completed"),
        ("contact", "N'a pas décroché", "not_found"), ("contact", "Llamada fallida", "not_found"),
        ("contact", "Hung up", "refused"), ("contact", "A quitté le village", "moved"),
        ("contact", "Se localizó", "reached"), ("contact", "No se localizó", "not_found"),
        ("role", "Penganyam", "worker"),
        ("role", "Couturier", "worker"), ("role", "Capataz", "manager"), ("outcome", "vive na zona baixa", None),
    ],
)  # fmt: skip
def test_what_cells_say_in_many_languages(kind: str, text: str, told: str | None) -> None:
    assert load_words().status_of(kind, text) == told


@pytest.mark.parametrize(
    "name", ["Sira Barry", "Dana Ruiz", "Naran Bold", "Saba Kebede", "Kadin Amoah", "Silvia Chicas"]
)
def test_names_of_people_are_no_headings(name: str) -> None:
    assert not load_words().fields_of(name, within=True)
