"""What every test runs under: no screen, an empty home folder, one locale, reproducible examples."""

import gc
import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

os.environ["QT_QPA_PLATFORM"] = os.environ.get("QT_QPA_PLATFORM") or "offscreen"

# Chosen with --hypothesis-profile; "explore" looks for new counter-examples, "ci" tries the same ones every time.
settings.register_profile("ci", derandomize=True, deadline=None, database=None)
settings.register_profile("explore", deadline=None, max_examples=2000)
settings.load_profile("ci")


@pytest.fixture(scope="session", autouse=True)
def empty_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Tests, and the programs they start, see neither the person's own data and settings nor their language."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("HOME", str(tmp_path_factory.mktemp("home")))
        environment.setenv("LANG", "C.UTF-8")
        for name in [name for name in os.environ if name.startswith(("XDG_", "LC_"))] + ["LANGUAGE"]:
            environment.delenv(name, raising=False)
        yield


@pytest.fixture(autouse=True)
def garbage_between_tests_of_the_window(request: pytest.FixtureRequest) -> Iterator[None]:
    """Here, as in the application (ui/garbage.py), no closed window is deleted by a thread or inside a call of Qt."""
    if "qapp" not in request.fixturenames:
        yield
        return
    gc.disable()
    yield
    gc.collect(1)  # what is new since: all that the test has left
    gc.enable()
