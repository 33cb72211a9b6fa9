"""What the texts below one heading have in common: schools, trades, answers, days, counts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from trainer_app.lists.dates import parse_date
from trainer_app.lists.honorifics import sex_addressed
from trainer_app.lists.numbers import are_of_ages
from trainer_app.lists.scripts import Cell, Several, is_filled, plain, raw_text
from trainer_app.lists.statuses import SAYS_MORE, business_told, letters_of_answers
from trainer_app.lists.words import Words

_FEWEST_ANSWERS, _NEARLY_ALL = 4, 0.75  # yes and no, among others
_COUNT = re.compile(r"\d{1,3}(?:[.,]5)?")  # of days or hours, where dates are expected
_COUNTED = re.compile(  # the same with its unit, "15 hrs", or as a sum, "34+34"
    r"\d{1,3}(?:[.,]5)?(?:\s*\+\s*\d{1,3})*\s*(?:[^\W\d_]\S{0,8})?"
)
_LONGEST_PLACE = 4  # words of the name of a place with that for its kind
_LONGEST_END = 4  # digits that lists keep of a number, so as not to tell it all
_QUARTER = re.compile(
    r"(?:\d{4}\W+)?[^\W\d]{0,7}\W*(?:[1-4]|i{1,3}|iv)(?:st|nd|rd|th)?(?:\W+quarter)?(?:\W.*\d\d)?"
)  # Q1, 2 2019
_ONE_YEAR = re.compile(r"(\d{4})(?:\s*[^\W\d_]{1,4}\.?)?")  # 2019, "2019 г."


@dataclass(frozen=True)
class ColumnTexts:
    """A heading and the cells below it, one of each row of the table."""

    header: str
    cells: Sequence[Cell]
    words: Words

    @cached_property
    def told(self) -> list[str]:
        """What its filled cells say, plain, but those that say two things at once."""
        return [plain(raw_text(cell)) for cell in self.cells if is_filled(cell) and not isinstance(cell, Several)]

    @cached_property
    def differing(self) -> set[str]:
        return set(self.told)

    @cached_property
    def own(self) -> list[str]:
        """What its cells say that do not only say "the same"."""
        return [text for text in self.told if text not in self.words.sets["ditto"]]

    def speaks_of(self, *concepts: str) -> bool:
        """Whether the heading does."""
        return any(self.words.speaks_of(self.header, concept) for concept in concepts)

    def name_schools(self) -> bool:
        """Whether most of its texts, each counted once, name schools or colleges."""
        names = set(self.own)
        return len(names) > 1 and sum(self.words.speaks_of(name, "school") for name in names) * 3 >= len(names) * 2

    def name_places(self, level: str) -> bool:
        """Whether most of its texts, each counted once, are names with a word for a place of a level: "Belu District".
        Of bodies and schools there it is none."""
        names = set(self.own)
        told = [name for name in names if self.words.speaks_of(name, level) and len(name.split()) <= _LONGEST_PLACE]
        bodies = any(self.words.holds("body", name) or self.words.speaks_of(name, "school") for name in told)
        return len(names) > 1 and len(told) * 3 >= len(names) * 2 and not bodies

    def have_no_digits(self) -> bool:
        """Whether several say something, and none of them a number."""
        return len(self.told) > 1 and not any(map(str.isdigit, "".join(self.told)))

    def number_rows(self) -> bool:
        """Whether a heading that may be that of the numbers of rows, "م" say, stands above numbers that count on."""
        numbers = [int(text) for text in self.told if text.isdecimal()]
        on = len(numbers) == len(self.told) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        return on and "serial" in self.words.fields_of(self.header)

    def name_trades(self) -> bool:
        """Whether most say what is done, "vente de pagnes", and not who does it, "vendeuse"."""
        return len(self.told) > 1 and self._begin_with("trade") * 3 >= len(self.told) * 2

    def name_products(self) -> bool:
        """Whether most name a product."""
        named = sum(self.words.product_of(text) is not None for text in self.own)
        return len(self.own) > 1 and named * 4 >= len(self.own) * 3

    def name_any_product(self) -> bool:
        return any(map(self.words.product_of, self.told))

    def tell_schooling(self) -> bool:
        return self._begin_with("schooling") * 4 >= len(self.told) * 3

    def tell_marriages(self) -> bool:
        """Whether most tell who is married: "belum kawin" has not failed."""
        return bool(self.told) and self._begin_with("marital") * 4 >= len(self.told) * 3

    def tell_businesses(self) -> bool:
        """Whether all say of a business that it is there already, or still to come."""
        return bool(self.own) and all(business_told(text, self.words) is not None for text in self.own)

    def tell_sexes(self) -> bool:
        """Whether they are words for women and men, or forms of address alone, "Bpk", "Ibu", of which some tell it."""
        words = self.words
        forms = words.honorifics.values()
        neutral = {plain(form).strip(" .") for one in forms for form, sex in one.sexes.items() if not sex}
        said = {text for text in self.told if text not in words.instead - words.sex_words}
        telling = {text for text in said if text in words.sex_words or sex_addressed(text, forms)}
        return bool(telling) and all(text.strip(" .") in neutral for text in said - telling)

    def address_people(self) -> bool:
        """Whether they are forms of address and nothing else, of which some are said to women or men only."""
        said = [text for text in self.own if text not in self.words.sets["unknown"]]
        if len(said) < 2:
            return False
        forms = self.words.honorifics.values()
        known = {plain(form).strip(" .") for one in forms for form in one.sexes}
        return (
            all(text.strip(" .") in known for text in said)
            and any(sex_addressed(text, forms) for text in said)
        )  # fmt: skip

    def are_words_for_sexes(self) -> bool:
        return len(self.differing) > 1 and self.words.sex_words >= self.differing

    def are_addresses(self) -> bool:
        """Whether all are addresses of e-mail."""
        return bool(self.told) and all("@" in text for text in self.told)

    def are_days(self) -> bool:
        """Whether all are dates or months."""
        found = [parse_date(text, self.words) for text in self.told]
        return bool(found) and all(one is not None and one.start.month is not None for one in found)

    def are_dated(self) -> bool:
        """Whether most are days, months or years."""
        found = sum(parse_date(text, self.words) is not None for text in self.own)
        return found * 4 >= len(self.own) * 3 > 0

    def are_age_brackets(self) -> bool:
        """Whether all are brackets of ages, and no days of a month: one goes beyond these, or has no end."""
        return len(self.told) > 1 and are_of_ages(self.told)

    def are_whole_dates(self) -> bool:
        return len(self.told) > 1 and all(map(self._is_day, self.told))

    def are_quarters(self) -> bool:
        """Whether all are quarters of a year."""
        return all(map(_QUARTER.fullmatch, self.told))

    def are_numbers_of_days(self) -> bool:
        """Whether all are counts of days or hours."""
        return bool(self.told) and all(map(_COUNT.fullmatch, self.told))

    def are_counted(self) -> bool:
        """Whether all that is known are counts, with or without their unit."""
        known = [text for text in self.told if text not in self.words.sets["unknown"]]
        return bool(known) and all(map(_COUNTED.fullmatch, known))

    def are_counts(self) -> bool:
        """Whether all are small numbers but those that say that nobody knows."""
        known = [text for text in self.told if text not in self.words.sets["unknown"]]
        return bool(known) and all(re.fullmatch(r"\d{1,3}", text) for text in known)

    def count_up(self) -> bool:
        """Whether they are 1, 2, 3 and so on: the number of the row, whatever the heading says."""
        return len(self.told) > 1 and self.told == [str(number) for number in range(1, len(self.told) + 1)]

    def tell_of_papers(self) -> bool:
        """Whether none is the number of a paper: it is told who has one, of which kind, or since when."""
        return bool(self.told) and (
            not any(any(map(str.isdigit, text)) for text in self.told)
            or all(self._is_day(text) and not text.isdecimal() for text in self.told)
        )

    def are_ends_of_numbers(self) -> bool:
        """Whether all are of so few digits that none can be the whole number of a paper."""
        return bool(self.told) and all(len(text) <= _LONGEST_END and text.isdecimal() for text in self.told)

    def span_days(self) -> bool:
        """Whether one of them tells several days, "5-9 August"."""
        found = [parse_date(text, self.words) for text in self.told]
        return any(one is not None and one.start != one.end for one in found)

    def span_courses(self) -> bool:
        """Whether all are dates, and more than half of them of several days."""
        days = [parse_date(text, self.words) for text in self.own]
        several = sum(one is not None and one.start != one.end for one in days)
        return all(one is not None for one in days) and several * 2 > len(days)

    def years(self) -> list[int]:
        """The years that they are; empty where one is anything else, but a word for what is not known."""
        told = [text for text in self.told if text not in self.words.instead]
        years = [int(match[1]) for text in told if (match := _ONE_YEAR.fullmatch(text))]
        return years if len(years) == len(told) else []

    def answer(self) -> bool:
        """Whether nearly all say yes or no, some with more: "yes (a shop)"; others may say that there is none, or not
        yet, or that nobody knows."""
        words = self.words
        silent = words.sets["unknown"] | words.sets["none"]
        firsts = {text: SAYS_MORE.split(text)[0] for text in self.differing - silent}
        told = [firsts[text] for text in self.told if text in firsts]
        letters = letters_of_answers(set(told), "", words)
        answers = sum(text in words.sets["present"] or text in words.sets["absent"] or text in letters for text in told)
        return answers > 0 and (answers == len(told) or answers >= max(_FEWEST_ANSWERS, _NEARLY_ALL * len(told)))

    def tell_what_is_closed(self) -> bool:
        """Whether all say yes, no or closed, and one of them that it is closed."""
        sets = self.words.sets
        closed = {text for text in self.differing if self.words.holds("closed", text)}
        return bool(closed) and sets["present"] | sets["absent"] | sets["unknown"] | closed >= self.differing

    def only_answer(self) -> bool:
        """Whether all say yes or no."""
        return bool(self.told) and self.words.sets["present"] | self.words.sets["absent"] >= self.differing

    def mostly(self, status: str) -> bool:
        """Whether most tell a status of a kind."""
        others = (text for text in self.own if self.words.status_of(status, text) is None)
        return bool(self.own) and next(islice(others, len(self.own) // 4, None), None) is None

    def are_out_of(self) -> bool:
        """Whether the heading tells the most that can stand below it, "Hours (out of 40)"."""
        most = re.search(r"\D(\d{1,3})\D*$", plain(self.header))
        hours = [re.match(r"\d{1,3}(?!\d)", text) for text in self.told]
        return most is not None and all(one is not None and int(one[0]) <= int(most.group(1)) for one in hours)

    def tell_another_status(self) -> bool:
        """Whether a heading that only holds a word for a status, "Residence status", stands above other answers."""
        lowest = self.header.rpartition(" / ")[2]
        if "outcome" in self.words.fields_of(lowest) or len(self.differing) < 2:
            return False
        answers = self.words.sets["present"] | self.words.sets["absent"]
        return not any(text in answers or self.words.status_of("outcome", text) for text in self.told)

    def differ_within(self, courses: Sequence[tuple[str, ...]]) -> bool:
        """Whether rows that name the same course say different things. courses: what each row names it by."""
        said: dict[tuple[str, ...], set[str]] = {}
        for text, course in zip(as_above(self.cells, self.words), courses, strict=False):
            if text.strip():
                said.setdefault(course, set()).add(plain(text))
        return any(len(texts) > 1 for texts in said.values())

    def _is_day(self, text: str) -> bool:
        found = parse_date(text, self.words)
        return found is not None and found.start.day is not None

    def _begin_with(self, kind: str) -> int:
        return sum(self.words.starts_with(kind, text) for text in self.told)


def as_above(cells: Sequence[Cell], words: Words) -> list[str]:
    """The texts of a column, of a cell that says "as above" what stands there."""
    return list(map(raw_text, with_dittos(cells, words)))


def with_dittos(cells: Sequence[Cell], words: Words) -> list[Cell]:
    """The cells of a column, each that says "as above" as what stands there."""
    told: list[Cell] = []
    for cell in cells:
        told.append(told[-1] if told and plain(raw_text(cell)) in words.sets["ditto"] else cell)
    return told
