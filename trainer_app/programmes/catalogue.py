"""The catalogue of programmes: loads the programme files and finds programmes, products and rules in them."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from trainer_app.errors import UserError
from trainer_app.programmes import files
from trainer_app.programmes.build import Builder
from trainer_app.programmes.files import Source
from trainer_app.programmes.parts import (
    CertificateRule,
    Indicator,
    Module,
    Named,
    PleaseConfirm,
    Product,
    Programme,
    Question,
    Questionnaire,
    Span,
    TrainerRule,
)
from trainer_app.texts import _

__all__ = [
    "Catalogue",
    "CertificateRule",
    "Indicator",
    "Module",
    "Named",
    "PleaseConfirm",
    "Product",
    "Programme",
    "Question",
    "Questionnaire",
    "Span",
    "TrainerRule",
    "load_catalogue",
    "plain",
]

_LONGEST_TEXT = 2_000  # letters of a text that names products


@dataclass(frozen=True)
class Catalogue:
    """All programmes in their order, and what is shared between them. Never changes; load again after an edit."""

    programmes: tuple[Programme, ...]
    questionnaires: Mapping[str, Questionnaire]
    indicators: Mapping[str, Indicator]
    to_confirm: tuple[PleaseConfirm, ...]
    _usual: frozenset[tuple[str, str]] = field(repr=False)
    _by_text: Mapping[str, Product] = field(repr=False)

    @cached_property
    def _products(self) -> dict[str, Product]:
        return {product.code: product for programme in self.programmes for product in programme.products}

    def programme(self, code: str) -> Programme:
        """The programme of the code. Raises UserError if this computer has no file for it."""
        for programme in self.programmes:
            if programme.code == code:
                return programme
        raise UserError(
            _(
                "There is no programme “{code}” on this computer. It was made elsewhere: ask for its programme file "
                "and put it in the folder of your programmes."
            ).format(code=code)
        )

    def product(self, code: str) -> Product:
        """The product of the code. Raises UserError if no file on this computer has it."""
        if code in self._products:
            return self._products[code]
        raise UserError(
            _(
                "There is no product “{code}” on this computer. It was made elsewhere: ask for its programme file "
                "and put it in the folder of your programmes."
            ).format(code=code)
        )

    def products(self) -> tuple[Product, ...]:
        """Every product, programmes in their order, trainings of trainers after the products of each programme."""
        return tuple(self._products.values())

    def programme_of(self, product_code: str) -> Programme:
        """The programme that a product belongs to. Raises UserError for an unknown product."""
        return self.programme(self.product(product_code).programme)

    def trainer_rule_for(self, product_code: str) -> TrainerRule | None:
        """The rule for those who teach the product, None where no trainer is needed or no rule is set."""
        product = self.product(product_code)
        return self.programme(product.programme).trainer_rule(product.trainer_level)

    def find_programme(self, text: str) -> Programme | None:
        """The programme whose code, name in any language or alias is the text; None if none or several have it."""
        wanted = plain(text)
        found = [
            programme
            for programme in self.programmes
            if wanted in map(plain, (programme.code, *programme.names.values(), *programme.aliases))
        ]
        return found[0] if len(found) == 1 else None

    def find_product(self, text: str) -> Product | None:
        """The product whose code, name in any language or alias is the text, whatever its case, accents and marks."""
        return self._by_text.get(plain(text))

    def products_in(self, text: str) -> tuple[Product, ...]:
        """The products that a longer text names, such as "GYB+SYB 4-6/2/2019", in the order of the text.

        Longer names win over names inside them (SYB ToT is not SYB). Short names written in capitals in the files
        (TREE, WISE) count only where the text has them in capitals too.
        """
        if (exact := self.find_product(text)) is not None:
            return (exact,)
        if len(text) > _LONGEST_TEXT:
            return ()  # no line that names courses
        text = unicodedata.normalize("NFKC", text)
        taken: list[tuple[int, int, Product]] = []
        rest = plain(text)
        for name, capitals in self._names_by_length:
            if name not in rest or (capitals is not None and not capitals.search(text)):
                continue
            for match in _word(re.escape(name)).finditer(rest):
                if all(match.end() <= start or end <= match.start() for start, end, _product in taken):
                    taken.append((match.start(), match.end(), self._by_text[name]))
        found = [product for _start, _end, product in sorted(taken, key=lambda one: one[0])]
        return tuple(dict.fromkeys(found))

    @cached_property
    def _names_by_length(self) -> list[tuple[str, re.Pattern[str] | None]]:
        """Each plain name, longest first, with how it must look in the text if it is a short one in capitals.

        Leaves out names that are one everyday word (Quality), which a longer text may have for any reason.
        """
        names: dict[str, re.Pattern[str] | None] = {}
        for product in self.products():
            for name in product.names.values():
                if " " in plain(name) or not name.isascii():
                    names[plain(name)] = None
            for short in (product.code, *product.aliases):
                capitals = short.isascii() and short.isalpha() and short.isupper()
                names[plain(short)] = _word(re.escape(short)) if capitals else None
        return sorted(names.items(), key=lambda pair: len(pair[0]), reverse=True)

    def is_usual(self, code: str, path: str) -> bool:
        """Whether a value is usual practice that the office has not confirmed yet.

        `code` is a product's code with a path such as "days" or "certificate.attendance", or a programme's code with a
        path of its file such as "trainer_rules.trainer.observed".
        """
        return (code, path) in self._usual


def load_catalogue(office_folder: Path | None = None) -> Catalogue:
    """The shipped programmes, with every *.toml of the office's own folder laid over them (see files.read).

    Cheap to call again: nothing is read anew while no file changed. Raises UserError with file, line and key for a
    file that is broken or does not fit to the others; then nothing is loaded.
    """
    folders = [files.SHIPPED]
    if office_folder is not None and office_folder.is_dir():
        folders.append(office_folder)
    stats = [(path, path.stat()) for folder in folders for path in sorted(folder.glob("*.toml"))]
    state = tuple((path, stat.st_mtime_ns, stat.st_size) for path, stat in stats)
    # Taken once: another thread may load another folder's meanwhile.
    catalogue = _loaded.get(state)
    if catalogue is None:
        catalogue = _catalogue(files.read(folders))
        _loaded.clear()
        _loaded[state] = catalogue
    return catalogue


_loaded: dict[tuple[tuple[Path, int, int], ...], Catalogue] = {}


def plain(text: str) -> str:
    """The text for comparing names: no case, no accents of Latin or Arabic, only letters and digits, single spaces."""
    decomposed = unicodedata.normalize("NFKD", text.casefold()).replace("đ", "d")
    without = re.sub("[\u0300-\u036f\u064b-\u0652\u0640]", "", decomposed)
    # Vowel signs of other scripts are marks, not letters, and belong to the word.
    kept = (one if one.isalnum() or unicodedata.category(one).startswith("M") else " " for one in without)
    return " ".join("".join(kept).split())


def _catalogue(source: Source) -> Catalogue:
    builder = Builder(source)
    programmes = builder.programmes()
    to_confirm = tuple(builder.to_confirm(programmes))
    return Catalogue(
        programmes,
        builder.questionnaires,
        builder.indicators,
        to_confirm,
        builder.usual_values(to_confirm),
        _products_by_text(source, programmes),
    )


def _products_by_text(source: Source, programmes: Iterable[Programme]) -> dict[str, Product]:
    """Plain code, names and aliases -> product. Raises UserError where two products share one."""
    found: dict[str, Product] = {}
    for programme in programmes:
        for product in programme.products:
            for text in (product.code, *product.names.values(), *product.aliases):
                other = found.setdefault(plain(text), product)
                if other is not product:
                    problem = _("“{text}” already stands for {other}: give it to one product only.")
                    raise source.error(
                        programme.code,
                        ("products", product.code, "aliases" if text in product.aliases else "name"),
                        problem.format(text=text, other=other.code),
                    )
    return found


def _word(pattern: str) -> re.Pattern[str]:
    """The pattern with no Latin letter or digit beside it; scripts without spaces may follow directly."""
    return re.compile(rf"(?<![A-Za-z0-9])(?:{pattern})(?![A-Za-z0-9])")
