"""Letters broken on their way, "PeÃ±aflor": UTF-8 that a program before read as another encoding, found and mended."""

from trainer_app.lists.sheets import Grid

_LOST = "\ufffd"  # a letter that cannot be told any more


def mend_sheet(grid: Grid) -> dict[tuple[int, int], str]:
    """Mend the cells of a sheet whose letters were broken; returns what was typed by (row, column), from 0.

    A cell of which some letters are lost for good stays as it is, rather than half mended.
    """
    texts = {cell for line in grid.rows for cell in line if isinstance(cell, str) and not cell.isascii()}
    if not texts:
        return {}
    from ftfy import fix_encoding, is_bad  # takes a moment: only for the lists that may need it

    mended = {text: fix_encoding(text) for text in texts if is_bad(text)}
    told = {text: said for text, said in mended.items() if said != text and _LOST not in said and not is_bad(said)}
    typed = {
        (row, column): cell
        for row, line in enumerate(grid.rows)
        for column, cell in enumerate(line)
        if isinstance(cell, str) and cell in told
    } if told else {}  # fmt: skip
    for (row, column), text in typed.items():
        grid.rows[row][column] = told[text]
    return typed
