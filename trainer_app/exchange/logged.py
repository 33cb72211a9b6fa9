"""The facts that an exchange left in the log, in words: which file, with whom, why, and what it held of people."""

from trainer_app.action_log import ActionRow
from trainer_app.exchange.personal_data import PersonalData
from trainer_app.texts import _


def about(action: ActionRow) -> list[str]:
    """A line for each fact; none for what was no exchange."""
    details, lines = action.details, []
    if details.get("file"):
        partner = details.get("partner")
        text = _("{file}, with {partner}") if partner else _("{file}")
        lines.append(text.format(file=details["file"], partner=partner))
    if details.get("why"):
        lines.append(_("Why: {reason}").format(reason=details["why"]))
    held = details.get("personal_data")
    if isinstance(held, dict):
        lines.append(PersonalData(**held).sentence())
    elif held:
        lines.append(str(held))
    return lines
