"""Many lines of text in one: hundreds of thousands are searched at once, and take no more room than their letters."""

from array import array
from bisect import bisect_right
from collections.abc import Iterator

_LINES = 10_000


class TextLines:
    """Lines one after the other, all added before `close`; `ends` where each ends."""

    def __init__(self) -> None:
        self.text = ""
        self.ends = array("Q")
        self._parts: list[str] = []
        self._chunks: list[str] = []
        self._end = 0

    @classmethod
    def of(cls, text: str, ends: "array[int]") -> "TextLines":
        made = cls()
        made.text, made.ends = text, ends
        return made

    def add(self, line: str) -> None:
        self._end += len(line)
        self.ends.append(self._end)
        self._parts.append(line)
        if len(self._parts) == _LINES:  # many small texts take several times the room of a large one
            self._chunks.append("".join(self._parts))
            self._parts.clear()

    def close(self) -> None:
        """No line is added any more."""
        self.text = "".join((*self._chunks, *self._parts))
        self._parts, self._chunks = [], []

    def line(self, number: int) -> str:
        return self.text[self.ends[number - 1] if number else 0 : self.ends[number]]

    def holding(self, pattern: str) -> Iterator[int]:
        """The numbers of the lines in which the pattern stands."""
        at = self.text.find(pattern)
        while at >= 0:
            # A pattern that begins with the line end stands at the line's first place.
            number = bisect_right(self.ends, at)
            yield number
            at = self.text.find(pattern, self.ends[number])
