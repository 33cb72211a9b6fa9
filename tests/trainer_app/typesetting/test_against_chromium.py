"""Names of every script, drawn by us and by Chromium with the same fonts: the same glyphs in the same order."""

import os
import re

import chromium
import pytest
from hard_names import SCRIPTS, hard_names, language_of

from trainer_app.typesetting.shaping import set_line

SAVED = chromium.saved_runs()


def drawn(script: str, name: str) -> chromium.Run:
    """The glyphs of the operators that go into our PDF."""
    return chromium.glyphs_of(set_line(name, False, language_of(script)).code, {})


def test_every_script_has_at_least_forty_names() -> None:
    assert all(len(hard_names(script)) >= 40 for script in SCRIPTS)
    assert {script: set(names) for script, names in SAVED.items()} == {
        script: set(hard_names(script)) for script in SCRIPTS
    }


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_same_glyphs_in_the_same_order(script: str) -> None:
    different = {name: (drawn(script, name), run) for name, run in SAVED[script].items() if drawn(script, name) != run}
    assert not different


@pytest.mark.skipif(chromium.PROGRAM is None or "NAMES" not in os.environ, reason="`make names`, with Chromium")
def test_chromium_draws_them_as_it_did() -> None:
    assert chromium.chromium_runs() == SAVED


def test_a_glyph_of_another_letter_is_seen() -> None:
    name = hard_names("Khmer")[0]
    assert drawn("Khmer", name) != drawn("Khmer", re.sub(".$", "ក", name))
