"""The story itself: every step is a command line that a person could type, run in this process and shown."""

import json
import shlex
import shutil
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

from trainer_app.demo import papers
from trainer_app.errors import UserError
from trainer_app.progress import Progress
from trainer_app.texts import _


@dataclass(frozen=True)
class Result:
    """What the story left behind: the office's database, and every file for people."""

    folder: Path
    office: Path
    files: list[Path]


@dataclass
class Story:
    """The three trainers and the office, step by step; a test plays each step and looks at what came of it."""

    folder: Path
    say: Callable[[str], None] = print
    courses: dict[str, str] = field(default_factory=dict)  # code by name

    @property
    def ann(self) -> Path:
        return self.folder / "ann.sqlite"

    @property
    def ben(self) -> Path:
        return self.folder / "ben.sqlite"

    @property
    def office(self) -> Path:
        return self.folder / "office.sqlite"

    @property
    def inbox(self) -> Path:
        return self.folder / "inbox"

    @property
    def paper(self) -> Path:
        """Where certificates and summaries go."""
        return self.folder / "paper"

    # -- the steps

    def open_databases(self) -> None:
        """Two trainers and the office each make a database; the office sends an empty workbook to the third trainer."""
        for folder in (self.inbox, self.paper, self.folder / "sent"):
            folder.mkdir(parents=True, exist_ok=True)
        self.command(self.office, "new", "--name", "Country office", "--office", "--country", "MM")
        self.command(self.ann, "new", "--name", "Ann", "--country", "MM")
        self.command(self.ben, "new", "--name", "Ben", "--country", "MM")
        for number, (name, title) in enumerate((("Ann", "Trainer"), ("Daw Khin", "Programme coordinator")), 1):
            self.command(
                self.ann, "settings", "--set", f"signatory_{number}_name={name}", "--set",
                f"signatory_{number}_title={title}",
            )  # fmt: skip
        self.command(
            self.office, "export", self.folder / "sent" / "empty for Nang Hla.xlsx", "--template", "--to", "Nang Hla"
        )

    def hold_a_course(self) -> None:
        """Ann holds a Start Your Business course: participants out of a messy list, attendance, outcomes."""
        course = self.command(
            self.ann, "course", "--product", "SYB", "--province", "Shan", "--venue", "Taunggyi", "--from", "2026-03-02",
            "--to", "2026-03-06", "--organiser", "Shan Women's Network", "--trainer", "Ann", "--trainer", "Ben",
        )  # fmt: skip
        self.courses["ann"] = course["code"]
        listed = papers.messy_list(self.folder / "participants Taunggyi final (2).xlsx")
        self.command(self.ann, "import", listed, "--course", course["code"], "--apply")
        self.command(
            self.ann, "attendance", course["code"], "--absent", "7:1,2", "--absent", "12:9,10", "--absent", "20:5",
            "--all-present",
        )  # fmt: skip
        self.command(self.ann, "outcomes", course["code"], "--accept")

    def print_certificates(self) -> None:
        """Numbered certificates for all who completed."""
        self.command(
            self.ann,
            "certificates",
            self.courses["ann"],
            "--pdf",
            self.paper / "certificates SYB Taunggyi.pdf",
        )

    def teach_a_class_and_trainers(self) -> None:
        """Ben reports a school class of KAB as totals, and holds a training of trainers."""
        kab = self.command(
            self.ben, "course", "--product", "KAB", "--province", "Mandalay", "--venue", "State high school 4",
            "--from", "2026-01-12", "--to", "2026-06-26", "--trainer", "Ben",
        )  # fmt: skip
        self.courses["kab"] = kab["code"]
        self.command(self.ben, "totals", kab["code"], "--label", "Class 9B", "--women", 18, "--men", 15, "--youth", 33)
        tot = self.command(
            self.ben, "course", "--product", "SYB-TOT", "--province", "Yangon", "--from", "2026-05-04",
            "--to", "2026-05-15", "--trainer", "Ben",
        )  # fmt: skip
        self.courses["tot"] = tot["code"]
        listed = papers.trainers_list(self.folder / "future trainers.xlsx")
        self.command(self.ben, "import", listed, "--course", tot["code"], "--apply")
        self.command(self.ben, "attendance", tot["code"], "--all-present")
        self.command(self.ben, "outcomes", tot["code"], "--accept")

    def fill_in_by_hand(self) -> None:
        """Nang Hla, who has no application, fills in the office's workbook."""
        self.say(_("# Nang Hla fills in the empty workbook in Excel and mails it back"))
        papers.fill_in(self.folder / "sent" / "empty for Nang Hla.xlsx", self.inbox / "Nang Hla.xlsx")

    def send_everything(self) -> None:
        """The trainers send workbooks; a copy of Ann's is corrected in Excel by a colleague, and Ann corrects too."""
        self.command(self.ann, "export", self.inbox / "Ann 1.xlsx", "--to", "Country office")
        self.command(self.ben, "export", self.inbox / "Ben.xlsx", "--to", "Country office")
        self.say(_("# A colleague corrects two phone numbers in a copy of Ann's workbook; so does Ann herself"))
        corrected = {"ခင်ထွေး": "09420099001", "စိုင်းလှ": "09420099002"}
        papers.correct(self.inbox / "Ann 1.xlsx", self.inbox / "Ann 1 corrected.xlsx", corrected)
        for name, phone in (("ခင်ထွေး", "09420088001"), ("စိုင်းလှ", "09420088002")):
            self.command(self.ann, "person", name, "--set", f"phones={phone}")
        self.command(self.ann, "export", self.inbox / "Ann 2.xlsx", "--to", "Country office")

    def merge_at_the_office(self) -> None:
        """The office looks at the plan, merges, settles two conflicts, joins a person who came twice."""
        self.command(self.office, "merge", self.inbox, "--plan", self.folder / "plan.json")
        self.command(self.office, "merge", self.inbox, "--apply")
        found = self.command(self.office, "conflicts")
        first = found[0]
        self.command(
            self.office,
            "conflicts",
            "--record",
            first["record"],
            "--field",
            first["field"],
            "--choose",
            len(first["values"]),
        )
        self.command(self.office, "conflicts", "--settle", "newest")
        twice = self.command(self.office, "duplicates")
        self.command(self.office, "duplicates", "--join", *twice[0]["ids"])

    def send_back_and_report(self) -> None:
        """A workbook goes back to Ann, her certificates are verified, and the year's outreach is printed."""
        back = self.folder / "sent" / "office to Ann.xlsx"
        self.command(self.office, "export", back, "--trainer", "Ann", "--to", "Ann")
        self.command(self.ann, "merge", back, "--apply")
        self.command(self.office, "verify", self.paper / "certificates SYB Taunggyi.pdf")
        for suffix in ("pdf", "xlsx", "csv", "json"):
            self.command(
                self.office, "outreach", "--from", "2026-01-01", "--to", "2026-12-31", "--by", "programme",
                "--by", "sex", "--by", "province", "--out", self.paper / f"outreach 2026.{suffix}",
            )  # fmt: skip

    def ask_again(self) -> None:
        """Six months later one of Ann's participants is interviewed."""
        due = self.command(self.office, "followups", "--on", "2026-09-30", "--text", "ခင်ထွေး")
        self.command(
            self.office, "followups", "--on", "2026-09-30", "--record", due[0]["id"], "--status", "reached",
            "--answer", "business_now=yes", "--answer", "workers_women=2",
        )  # fmt: skip
        self.command(self.office, "check")
        self.command(self.office, "dump", self.folder / "office.jsonl")

    # -- running a command

    def command(self, database: Path, *words: Any) -> Any:
        """Run one command line as `trainer-app --json` would, and return what it printed. Raises UserError."""
        from trainer_app.cli import main

        arguments = ["--database", str(database), *[str(word) for word in words]]
        self.say("$ trainer-app " + shlex.join(arguments).replace(str(self.folder) + "/", ""))
        output, reasons = StringIO(), StringIO()
        with redirect_stdout(output), redirect_stderr(reasons):
            try:
                main(["--json", *arguments])
                code = 0
            except SystemExit as end:
                code = int(end.code or 0)
        if code:
            raise UserError(reasons.getvalue().strip() or output.getvalue().strip())
        text = output.getvalue()
        return json.loads(text) if text.strip() else None

    def play(self, progress: Progress) -> None:
        """All steps in order."""
        steps = (
            self.open_databases, self.hold_a_course, self.print_certificates, self.teach_a_class_and_trainers,
            self.fill_in_by_hand, self.send_everything, self.merge_at_the_office, self.send_back_and_report,
            self.ask_again,
        )  # fmt: skip
        for number, step in enumerate(steps):
            progress.step(number, len(steps), step.__name__.replace("_", " "))
            self.say("")
            self.say(f"# {number + 1}. {(step.__doc__ or '').strip()}")
            step()
        progress.step(len(steps), len(steps))


def run(folder: Path, say: Callable[[str], None], progress: Progress) -> Result:
    """Play the story in a folder; what an earlier run left there is replaced, another folder's files never."""
    mark = folder / ".trainer-app-demo"
    if folder.exists() and any(folder.iterdir()) and not mark.exists():
        raise UserError(
            _("{folder} holds other files. Nothing was touched. Name an empty or a new folder with --folder.").format(
                folder=folder
            )
        )
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    mark.touch()
    story = Story(folder, say)
    story.play(progress)
    files = sorted(
        path for path in folder.rglob("*") if path.is_file() and path.suffix in (".xlsx", ".pdf", ".csv", ".json")
    )
    return Result(folder, story.office, files)
