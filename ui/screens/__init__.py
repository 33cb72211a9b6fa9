"""The screens, in the order of the navigation."""

from typing import NamedTuple

from trainer_app.texts import N_ as N_


class Entry(NamedTuple):
    """One line of the navigation; its module is imported when it is first opened."""

    key: str
    label: str  # marked with N_, shown through _
    icon: str  # of ui/icons.py
    module: str  # holds one class, named in `screen`, a ui.screen.Screen
    screen: str
    opens: tuple[str, ...] = ()  # the tables whose records `open_record` shows; what a search finds goes there
    needs: tuple[str, ...] = ()  # modules of trainer_app that its own imports, and that a thread can import before


# To add a screen: its module in this folder with one subclass of ui.screen.Screen, its line here, and an icon in
# ui/icons.py if none of those there says it.
SCREENS: tuple[Entry, ...] = (
    Entry("home", N_("Home"), "home", "ui.screens.home", "HomeScreen", needs=("courses.course_list",)),
    Entry(
        "courses", N_("Courses"), "courses", "ui.screens.courses", "CoursesScreen", ("course", "certificate"),
        (
            "courses.course_outcomes", "certificates.register", "enterprises", "importing.importer", "lists.read",
            "people.trainers",
        ),
    ),
    Entry(
        "participants", N_("Participants"), "participants", "ui.screens.participants", "ParticipantsScreen",
        ("person",), ("exchange.conflicts", "people.person_records"),
    ),
    Entry(
        "trainers", N_("Trainers"), "trainers", "ui.screens.trainers", "TrainersScreen",
        needs=("certificates.of_trainers", "reports.document"),
    ),
    Entry(
        "follow_ups", N_("Follow-ups"), "follow_ups", "ui.screens.follow_ups", "FollowUpsScreen", ("follow_up",),
        ("follow_ups.tracer",),
    ),
    Entry("summaries", N_("Summaries"), "summaries", "ui.screens.summaries", "SummariesScreen"),
    Entry(
        "exchange", N_("Exchange"), "exchange", "ui.screens.exchange", "ExchangeScreen",
        needs=("exchange.acceptance", "exchange.signatures", "workbook.rules"),
    ),
    Entry("settings", N_("Settings"), "settings", "ui.screens.settings", "SettingsScreen"),
)  # fmt: skip
