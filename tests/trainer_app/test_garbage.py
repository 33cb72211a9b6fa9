"""Large things are freed by a thread, once the block that used them is over and not before."""

import threading
import weakref

from trainer_app.garbage import freed_beside


class Large:
    pass


def test_what_was_used_is_freed_after_the_block_by_a_thread() -> None:
    freed_by: list[str] = []
    over = threading.Event()
    with freed_beside() as used:
        used.append(Large())
        weakref.finalize(used[0], lambda: (freed_by.append(threading.current_thread().name), over.set()))
        assert not over.wait(0.05)
    assert over.wait(10)
    assert freed_by == ["freeing"]
