"""Turns the merged values of the programme files into programmes, and refuses what does not fit together."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from trainer_app.programmes.files import Source, is_under, leaves, merged
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

Where = tuple[str, ...]


class Builder:
    """Builds the parts from one Source; every method raises UserError at the file and line of what does not fit."""

    def __init__(self, source: Source) -> None:
        self.source = source
        shared = source.shared
        self.indicators = {code: self._indicator(code, values) for code, values in shared["indicators"].items()}
        self._questions = {code: self._question(code, values) for code, values in shared["questions"].items()}
        self.questionnaires = {
            code: self._questionnaire(code, values) for code, values in shared["questionnaires"].items()
        }
        # Where a product's values come from: its programme, the headings that it is made of (nearest first) and the
        # product that a training is for.
        self._origins: dict[str, tuple[str, list[Where], str | None]] = {}
        self._products: dict[str, Product] = {}

    def programmes(self) -> tuple[Programme, ...]:
        """Every programme, by its order and code."""
        made = sorted((self._programme(code) for code in self.source.programmes), key=lambda p: (p.order, p.code))
        for product in self._products.values():
            for key, codes in (("requires.products", product.requires_products), ("adapts", product.adapts)):
                self._refuse_unknown(product.programme, self._place(product.code, key), codes, self._products)
        return tuple(made)

    def _programme(self, code: str) -> Programme:
        values = self.source.programmes[code]
        rules = {
            level: self._trainer_rule(code, level, rule) for level, rule in values.get("trainer_rules", {}).items()
        }
        products = [
            self._own_product(code, key) for key in values.get("products", {}) if key not in self._trainings(code)
        ]
        products += [self._training(code, key, *pair) for key, pair in self._trainings(code).items()]
        for product in products:
            for key, level in (("trainer_level", product.trainer_level), ("makes", product.makes)):
                if level is not None:
                    self._refuse_unknown(code, self._place(product.code, key), (level,), rules)
        return Programme(
            code,
            self._names(code, (), values),
            aliases=tuple(values.get("aliases", ())),
            order=values.get("order", 500),
            products=tuple(products),
            trainer_rules=rules,
            report_months=tuple(values.get("report_months", ())),
            country_statuses=tuple(values.get("country_statuses", ())),
        )

    def _trainings(self, programme: str) -> dict[str, tuple[str, str]]:
        """Code of each training of trainers -> (the product it is for, its heading under [trainings])."""
        values = self.source.programmes[programme]
        default = values.get("defaults", {}).get("trainings", [])
        found = {}
        for code, product in values.get("products", {}).items():
            trainings = product.get("trainings", default)
            where = ("products", code, "trainings") if "trainings" in product else ("defaults", "trainings")
            self._refuse_unknown(programme, where, trainings, values.get("trainings", {}))
            found.update({f"{code}-{training}": (code, training) for training in trainings})
        # A product such as SYB-TOT may have a heading of its own, which then only overrides.
        return {code: pair for code, pair in found.items() if pair[0] not in found}

    def _own_product(self, programme: str, code: str) -> Product:
        all_values = self.source.programmes[programme]
        self._origins[code] = (programme, [("products", code), ("defaults",)], None)
        return self._product(code, merged(all_values.get("defaults", {}), all_values["products"][code]))

    def _training(self, programme: str, code: str, product: str, training: str) -> Product:
        """The training of trainers for a product, by its heading under [trainings] with the product's names put in."""
        all_values = self.source.programmes[programme]
        base = all_values["products"][product]
        heading = all_values["trainings"][training]
        names = self._names(programme, ("products", product), base)
        self._names(programme, ("trainings", training), heading)
        made = {
            **heading,
            "name": {
                language: text.replace("{product}", names.get(language, names["en"]))
                for language, text in heading["name"].items()
            },
            "aliases": [
                text.replace("{product}", short)
                for text in heading.get("aliases", [])
                for short in (product, *base.get("aliases", []))
            ],
        }
        if "editions" in base:
            made = {"editions": base["editions"], **made}
        values = merged(all_values.get("defaults", {}), made)
        headings: list[Where] = [("products", code), ("trainings", training), ("defaults",)]
        self._origins[code] = (programme, headings, product)
        return self._product(code, merged(values, all_values["products"].get(code, {})))

    def _product(self, code: str, values: Mapping[str, Any]) -> Product:
        programme, (heading, *_others), trains_for = self._origins[code]
        if code in self._products:
            other = self._products[code].programme
            raise self.source.error(
                programme,
                heading,
                _("programme {other} has a product of this code already.").format(other=other),
            )
        for key in ("learner", "needs_trainer", "certificate"):
            if key not in values:
                raise self.source.error(programme, heading, _("“{key}” is missing.").format(key=key))
        if "kind" not in values["certificate"]:
            raise self.source.error(programme, heading, _("“{key}” is missing.").format(key="certificate.kind"))
        self._refuse_unknown(programme, self._place(code, "indicators"), values.get("indicators", ()), self.indicators)
        questionnaire = values.get("questionnaire")
        if questionnaire is not None:
            place = self._place(code, "questionnaire")
            self._refuse_unknown(programme, place, (questionnaire,), self.questionnaires)
        requires = values.get("requires", {})
        product = Product(
            code,
            self._names(programme, heading, values),
            programme=programme,
            aliases=tuple(values.get("aliases", ())),
            editions=tuple(values.get("editions", ())),
            adapts=tuple(values.get("adapts", ())),
            learner=values["learner"],
            needs_trainer=values["needs_trainer"],
            trainer_level=values.get("trainer_level"),
            makes=values.get("makes"),
            trains_for=trains_for,
            plan=values.get("plan", "none"),
            days=_span(values, "days"),
            hours=_span(values, "hours"),
            module_days=_span(values, "module_days"),
            modules=tuple(
                Module(
                    key,
                    self._names(programme, (*heading, "modules", key), module),
                    hours=_span(module, "hours"),
                    days=_span(module, "days") or _span(values, "module_days"),
                )
                for key, module in values.get("modules", {}).items()
            ),
            class_size=_span(values, "class_size"),
            trainers=values.get("trainers"),
            sends=values.get("sends", {}),
            visits=_span(values, "visits"),
            months=_span(values, "months"),
            requires_products=tuple(requires.get("products", ())),
            requires_records=tuple(requires.get("records", ())),
            certificate=CertificateRule(**values["certificate"]),
            followup_months=tuple(values.get("followup_months", ())),
            questionnaire=self.questionnaires[questionnaire] if questionnaire else None,
            indicators=tuple(self.indicators[key] for key in values.get("indicators", ())),
        )
        self._products[code] = product
        return product

    def _trainer_rule(self, programme: str, level: str, values: Mapping[str, Any]) -> TrainerRule:
        return TrainerRule(
            level,
            self._names(programme, ("trainer_rules", level), values),
            practice_courses=values.get("practice_courses", 0),
            practice_unit=values.get("practice_unit", "course"),
            practice_visits=values.get("practice_visits", 0),
            observed=values.get("observed", 0),
            within_months=values.get("within_months"),
            licence_months=values.get("licence_months"),
            active_months=values.get("active_months"),
            refresher=values.get("refresher", False),
            exam=values.get("exam", False),
        )

    def _indicator(self, code: str, values: Mapping[str, Any]) -> Indicator:
        where = ("indicators", code)
        self._refuse_missing(where, values, ("unit", "better"))
        return Indicator(code, self._names(None, where, values), unit=values["unit"], better=values["better"])

    def _question(self, code: str, values: Mapping[str, Any]) -> Question:
        where = ("questions", code)
        self._refuse_missing(where, values, ("kind",))
        choices = values.get("choices", {})
        if bool(choices) != (values["kind"] in ("choice", "choices")):
            raise self.source.error(None, where, _("choices belong to the kinds choice and choices, and only to them."))
        when = values.get("when", {})
        if when:
            self._refuse_missing((*where, "when"), when, ("question", "is"))
        return Question(
            code,
            self._names(None, where, values),
            kind=values["kind"],
            choices=tuple(
                Named(key, self._names(None, (*where, "choices", key), {"name": names}))
                for key, names in choices.items()
            ),
            when_question=when.get("question"),
            when_is=tuple(when.get("is", ())),
        )

    def _questionnaire(self, code: str, values: Mapping[str, Any]) -> Questionnaire:
        where = ("questionnaires", code)
        self._refuse_missing(where, values, ("questions",))
        self._refuse_unknown(None, (*where, "questions"), values["questions"], self._questions)
        asked: dict[str, Question] = {}
        for question in (self._questions[key] for key in values["questions"]):
            if (first := question.when_question) is not None:
                if first not in self._questions:
                    place = ("questions", question.code, "when", "question")
                    self._refuse_unknown(None, place, (first,), self._questions)
                answers = _answers(self._questions[first])
                self._refuse_unknown(None, ("questions", question.code, "when", "is"), question.when_is, answers)
            asked[question.code] = question
        # A question whose earlier question this questionnaire leaves out is asked of everybody.
        return Questionnaire(code, self._names(None, where, values), questions=tuple(asked.values()))

    # -- what is usual practice only

    def to_confirm(self, programmes: Iterable[Programme]) -> Iterable[PleaseConfirm]:
        """Each value that is usual practice and that the office neither set nor confirmed, programme by programme."""
        for programme in programmes:
            values = self.source.programmes[programme.code]
            confirmed = [path for code, path in self.source.confirmed if code == programme.code]
            for head in dict.fromkeys(values.get("usual", [])):
                found = _at(values, head.split("."))
                if found is None:
                    problem = _("there is no “{path}” in this programme.").format(path=head)
                    raise self.source.error(programme.code, ("usual",), problem)
                for path in leaves(found, head) if isinstance(found, dict) else (head,):
                    if not is_under(path, confirmed) and _is_asked(path, head):
                        value = _at(values, path.split("."))
                        yield PleaseConfirm(programme.code, path, value, self._subject(programme, path))

    def usual_values(self, to_confirm: Sequence[PleaseConfirm]) -> frozenset[tuple[str, str]]:
        """(programme code, path in its file) and (product code, path within the product) of all that is to confirm."""
        found = {(item.programme, item.path) for item in to_confirm}
        for code, (programme, headings, _base) in self._origins.items():
            values = self.source.programmes[programme]
            for item in to_confirm:
                if item.programme != programme:
                    continue
                for place, heading in enumerate(headings):
                    head = ".".join(heading) + "."
                    inner = item.path.removeprefix(head)
                    nearer = (_at(values, [*nearest, *inner.split(".")]) for nearest in headings[:place])
                    if item.path.startswith(head) and all(value is None for value in nearer):
                        found.add((code, inner))
        return frozenset(found)

    def _subject(self, programme: Programme, path: str) -> Named:
        """What a path of the programme's file is about: a module, product, kind of training, level or the programme."""
        keys = path.split(".")
        if keys[0] == "products":
            product = self._products[keys[1]]
            return next((m for m in product.modules if keys[2:4] == ["modules", m.code]), product)
        if keys[0] == "trainer_rules":
            return programme.trainer_rules[keys[1]]
        if keys[0] == "trainings":
            names = self.source.programmes[programme.code]["trainings"][keys[1]]["name"]
            return Named(
                keys[1],
                {tongue: text.replace("{product}", programme.name(tongue)) for tongue, text in names.items()},
            )
        return programme

    # -- refusals

    def _place(self, product: str, key: str) -> Where:
        """The heading and key that a product has the value from."""
        programme, headings, _base = self._origins[product]
        for heading in headings:
            if _at(self.source.programmes[programme], [*heading, *key.split(".")]) is not None:
                return (*heading, *key.split("."))
        return (*headings[0], *key.split("."))

    def _names(self, programme: str | None, where: Where, values: Mapping[str, Any]) -> dict[str, str]:
        names: dict[str, str] = values.get("name", {})
        if "en" not in names:
            problem = _('an English name is missing: add name = { en = "…" }.')
            raise self.source.error(programme, (*where, "name"), problem)
        return names

    def _refuse_missing(self, where: Where, values: Mapping[str, Any], keys: Iterable[str]) -> None:
        for key in keys:
            if key not in values:
                raise self.source.error(None, where, _("“{key}” is missing.").format(key=key))

    def _refuse_unknown(self, programme: str | None, where: Where, codes: Iterable[str], known: Iterable[str]) -> None:
        for code in codes:
            if code not in known:
                problem = _("there is no “{code}”. Known are: {known}.").format(code=code, known=", ".join(known))
                raise self.source.error(programme, where, problem)


def _span(values: Mapping[str, Any], key: str) -> Span | None:
    value = values.get(key)
    if value is None:
        return None
    return Span(*value) if isinstance(value, list) else Span(value, value)


def _answers(question: Question) -> list[str]:
    return ["yes", "no"] if question.kind == "yes_no" else [choice.code for choice in question.choices]


def _is_asked(path: str, head: str) -> bool:
    """Whether a value under a usual heading is asked: names in English only, of modules or named there."""
    if ".name." not in f".{path}":
        return True
    return path.endswith(".en") and (".modules." in path or head.endswith("name"))


def _at(tree: Any, keys: Sequence[str]) -> Any:
    """The value at a key path of the tree; None where there is none."""
    for key in keys:
        if not isinstance(tree, dict) or key not in tree:
            return None
        tree = tree[key]
    return tree
