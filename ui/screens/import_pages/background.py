"""Opens, reads and plans lists off the window's thread, as far as the step that is shown needs it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from trainer_app.file_names import called
from trainer_app.progress import Cancelled, Progress
from trainer_app.texts import _, ngettext
from ui.tasks import Tasks, Work

if TYPE_CHECKING:
    from trainer_app.importing.wizard import ListFile, Wizard
    from trainer_app.programmes.catalogue import Catalogue


class Background(QObject):
    """One piece of work at a time. What arrives belongs to the choices it was begun with; it goes on until all fits."""

    arrived = Signal()
    """The model knows more than before."""
    failed = Signal(str)
    """A sentence: what could not be done."""
    told = Signal(str)
    """A sentence: what was done."""
    took = Signal()
    """A list was imported of those that are ready."""

    def __init__(self, tasks: Tasks, model: Wizard, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._model = tasks, model
        self._work: Work | None = None
        self._take: Callable[[Any], object] | None = None
        self._file: ListFile | None = None  # that cannot be taken if the work fails
        self.catalogue: Catalogue | None = None
        self.country: str | None = None
        self.stopped = False
        self._ready: list[ListFile] = []  # those that are still to be imported if they are
        self._taking = False  # one of them is under way
        self._taken = 0
        self._lost: list[str] = []  # sentences of those that could not be
        tasks.ended.connect(self._ended)

    @property
    def data(self) -> Any:
        """The database."""
        return self._tasks.data

    @property
    def work(self) -> Work | None:
        """What is under way."""
        return self._work

    def go_on(self) -> None:
        """Do what is needed next, if nothing is under way; also after the person stopped it."""
        self.stopped = False
        self._next()

    def stop(self) -> None:
        """Stop what is under way; nothing goes on before `go_on`. What only reads is not waited for."""
        self._ready = []
        work = self._work
        if work is None:
            return
        work.cancel()
        if work.kind == "run":
            self._ended(work)

    def run(self, label: str, fn: Callable[..., Any], take: Callable[[Any], object]) -> None:
        """Work of a page that writes, such as the import itself: `fn(progress)`, then `take(result)`."""
        if self._work is None:
            self.stopped = False
            self._take, self._file = take, None
            self._work = self._tasks.run(label, fn, on_error=_leave, owner=self, progress=True, writes=True)

    def take_ready(self) -> None:
        """Import all lists that leave nothing to look at, each as an action of its own; the others stay as they are."""
        self._ready = [file for file in self._model.files if file.is_ready]
        self._taken, self._lost = 0, []
        self.go_on()

    def ask(self, fn: Callable[[Any], Any], take: Callable[[Any], object]) -> None:
        """Read something else of the data: `fn(tx)`, then `take(result)`."""
        self._tasks.query(fn, take, owner=self)

    # -- what is needed

    def _next(self) -> None:
        if self._work is not None or self.stopped:
            return
        if self.catalogue is None:
            self._begin(_("Reading the programmes"), self._know, self._known)
            return
        if self._ready:
            self._take_if_ready(self._ready.pop(0))
            return
        current = self._model.current
        for file in [current, *self._model.files] if current else self._model.files:
            if file.wants_opening:
                self._open(file)
            elif file.opened is not None and self._wants_reading(file):
                self._read(file)
            elif file is current and self._wants_plan(file):
                self._plan(file)
            elif file is current and self._wants_examples(file):
                self._show_by_example(file)
            if self._work is not None:
                return

    def _wants_reading(self, file: ListFile) -> bool:
        return not file.is_read and not file.problem and (file.reading is None or file is self._model.current)

    def _wants_plan(self, file: ListFile) -> bool:
        from trainer_app.importing.wizard import PROBLEMS

        return file.taken is None and file.is_read and not file.is_planned and self._model.step >= PROBLEMS

    def _wants_examples(self, file: ListFile) -> bool:
        from trainer_app.importing.wizard import PROBLEMS

        return file.is_read and self._model.step == PROBLEMS and file.without_examples is not None

    def _know(self, _progress: Progress) -> tuple[Any, str | None]:
        from trainer_app.importing import taking
        from trainer_app.lists.words import load_words
        from trainer_app.paths import programmes_folder
        from trainer_app.programmes.catalogue import load_catalogue

        load_words()  # while somebody chooses the files: the first of them is shown the sooner
        data: Any = self._tasks.data
        with data.read() as tx:
            return load_catalogue(programmes_folder()), taking.country(tx)

    def _known(self, found: tuple[Any, str | None]) -> None:
        self.catalogue, self.country = found

    def _open(self, file: ListFile) -> None:
        path, password, encoding = file.path, file.password or None, file.encoding

        def work(_progress: Progress) -> Any:
            from trainer_app.importing.memory import open_as_before

            return open_as_before(path, password, encoding)

        self._begin(_("Opening {file}").format(file=called(path)), work, lambda found: file.take_opened(*found), file)

    def _read(self, file: ListFile) -> None:
        opened, choices, country = file.opened, file.choices, self.country
        assert opened is not None
        self._begin(
            _("Reading {file}").format(file=called(file.path)),
            lambda progress: opened.read(choices, country, progress),
            lambda reading: file.take_reading(reading, choices),
            file,
        )

    def _plan(self, file: ListFile) -> None:
        reading, choices, catalogue = file.reading, file.choices, self.catalogue
        assert reading is not None
        assert catalogue is not None

        def work(tx: Any, progress: Progress) -> Any:
            from trainer_app.importing import taking

            return taking.make_plan(tx, reading, catalogue, choices, progress)

        self._take, self._file = lambda plan: file.take_plan(plan, choices), None
        self._work = self._tasks.change(
            _("Planning the import of {file}").format(file=called(file.path)), work, on_error=_leave, owner=self,
            progress=True, kind="import", rehearse=True,
        )  # fmt: skip

    def _take_if_ready(self, file: ListFile) -> None:
        from trainer_app.importing.wizard import remembering

        opened, choices, catalogue, country = file.opened, file.choices, self.catalogue, self.country
        known, keep, first = file.reading if file.is_read else None, remembering(file), not self._taken
        data = self.data
        assert opened is not None
        assert catalogue is not None

        def work(progress: Progress) -> Any:
            from trainer_app.importing import taking

            reading = known or opened.read(choices, country, progress)
            plan, taken = taking.take_if_ready(data, reading, catalogue, choices, backup=first, progress=progress)
            if taken is not None:
                keep()
            return reading, plan, taken

        def tell(found: Any) -> None:
            reading, plan, taken = found
            file.take_reading(reading, choices)
            file.take_plan(plan, choices)
            if taken is not None:
                file.take_result(taken)
                self._taken += 1
                self.took.emit()

        self._take, self._file, self._taking = tell, None, True
        label = _("Importing {file}").format(file=called(file.path))
        self._work = self._tasks.run(label, work, on_error=_leave, owner=self, progress=True, writes=True)

    def _tell_ready(self) -> None:
        left = sum(one.taken is None for one in self._model.files)
        text = ngettext("{n} list was imported.", "{n} lists were imported.", self._taken).format(n=self._taken)
        if left:
            more = ngettext("{n} stays, to be looked at.", "{n} stay, to be looked at.", left).format(n=left)
            text = f"{text} {more}"
        if self._lost:
            self.failed.emit(" ".join((text, *self._lost)))
        else:
            self.told.emit(text)

    def _show_by_example(self, file: ListFile) -> None:
        opened, reading, choices, question = file.opened, file.reading, file.choices, file.without_examples
        assert opened is not None
        assert reading is not None
        assert question is not None

        def work(_progress: Progress) -> Any:
            from trainer_app.importing.examples import examples

            return examples(opened, reading, choices, question)

        self._begin(_("Looking for examples"), work, lambda found: file.examples.__setitem__(question.key, found))

    def _begin(
        self, label: str, fn: Callable[..., Any], take: Callable[[Any], object],
        file: ListFile | None = None,
    ) -> None:  # fmt: skip
        self._take, self._file = take, file
        self._work = self._tasks.run(label, fn, on_error=_leave, owner=self, progress=True)

    def _ended(self, work: Work) -> None:
        if work is not self._work:
            return
        self._work = None
        taking, self._taking = self._taking, False
        if isinstance(work.error, Cancelled) or (work.is_cancelled and (work.kind == "run" or work.result is None)):
            self.stopped = True
        elif work.error is not None:
            self._tell(work.error, taking=taking)
        elif self._take is not None:
            self._take(work.result)
        if self.stopped or work.is_cancelled:
            self._ready = []
        if taking and not self._ready and not self.stopped:
            self._tell_ready()
        self._next()
        self.arrived.emit()

    def _tell(self, error: Exception, *, taking: bool) -> None:
        """taking: one of several lists was, so that the others go on."""
        from trainer_app.lists.sheets import OwnWorkbook
        from trainer_app.spreadsheets.opening import Locked, Unlettered
        from ui.errors import sentence

        told = sentence(error)
        if told is not None and self._file is not None and self._file.stay_open():
            self.failed.emit(told)
            return
        if told is not None and self._file is not None:
            self._file.refuse(
                told, ours=isinstance(error, OwnWorkbook), locked=isinstance(error, Locked),
                unlettered=isinstance(error, Unlettered),
            )  # fmt: skip
            return
        if told is not None and taking:
            self._lost.append(told)
            return
        self.stopped = True
        if told is None:
            self._tasks.failed.emit(error)
        else:
            self.failed.emit(told)


def _leave(_error: Exception) -> None:
    """Errors are told when the work has ended."""
