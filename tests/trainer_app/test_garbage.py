"""Large things are freed by a thread, once the block that used them is over and not before."""

import threading
import weakref

import pytest

from trainer_app.garbage import FreedBeside


class Large:
    pass


@pytest.mark.parametrize("when_asked", [True, False])
def test_what_was_used_is_freed_by_a_thread_when_asked_or_after_the_block(when_asked: bool) -> None:
    freed_by: list[str] = []
    over = threading.Event()
    with FreedBeside() as used:
        thing = Large()
        weakref.finalize(thing, lambda: (freed_by.append(threading.current_thread().name), over.set()))
        used.keep(thing)
        del thing
        assert not over.wait(0.05)
        if when_asked:
            used.free()
            assert over.wait(10)
    assert over.wait(10)
    assert freed_by == ["freeing"]
