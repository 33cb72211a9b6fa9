"""Where nothing of a design may stand: the edges that printers do not reach, and the corner of the code."""

from math import ceil

from trainer_app.certificates.designs import PAPERS, Box, page_size

MARGIN = 4.0
"""Per cent of the page that stay free at every edge."""

_CODE = 156.0  # points from the right and from below that the code of a long name takes, with white around it


def over_code(box: Box) -> float:
    """By how many per cent of the page's width a box reaches over the code, on the paper where that is most; or 0."""
    return max(_over(box, *page_size(paper)) for paper in PAPERS)


def clear_of_code(box: Box) -> Box:
    """The box made so narrow that the code stays free; its text stays in the middle where it is in the middle."""
    over = ceil(over_code(box) * 10) / 10
    if not over:
        return box
    narrower = {"x": round(box.x + over, 2), "width": round(box.width - 2 * over, 2)}
    if box.align != "middle":
        narrower = {"width": round(box.width - over, 2)}
    return box.model_copy(update=narrower) if narrower["width"] > MARGIN else box


def near_edge(box: Box) -> bool:
    """Whether a box stands where printers do not reach."""
    return min(box.x, box.y) < MARGIN or max(box.x + box.width, box.y + box.height) > 100 - MARGIN


def _over(box: Box, width: float, height: float) -> float:
    if box.y + box.height <= 100 - _CODE / height * 100:
        return 0.0
    return max(0.0, box.x + box.width - (100 - _CODE / width * 100))
