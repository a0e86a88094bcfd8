"""An official paper as plain blocks: one list of words for its PDF and for its Word file.

The layout is that of the forms of ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. 2526.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum

from otopfair.documents.emblem import emblem_numbers
from otopfair.thai.digits import to_official_digits
from otopfair.thai.line_breaks import hold_words, keep_together

MOST_PAGES = 200


class Look(StrEnum):
    """How a block stands on the page."""

    EMBLEM = "emblem"  # the room for the garuda of the office's paper
    CENTRE = "centre"
    RULE = "rule"
    HEADING = "heading"
    PARAGRAPH = "paragraph"  # its first line goes in
    PLAIN = "plain"
    ITEM = "item"  # a number or a label, and the text beside it
    PEOPLE = "people"  # rows of number, name, position
    TABLE = "table"  # with a head, and lines
    SIGNED = "signed"  # lines in the right half, that stay together


@dataclass(frozen=True)
class Block:
    look: Look
    text: str = ""
    label: str = ""
    rows: list[list[str]] = field(default_factory=list)

    def spelled(self, spell: Callable[[str], str]) -> "Block":
        """With every word given to `spell`."""
        rows = [[spell(word) for word in row] for row in self.rows]
        return replace(self, text=spell(self.text), label=spell(self.label), rows=rows)


@dataclass(frozen=True)
class OfficialPaper:
    """A paper by its blocks; `office` is who wrote it. Its digits are Arabic at first."""

    title: str
    office: str
    blocks: list[Block]
    is_in_thai_digits: bool = False

    def in_thai_digits(self) -> "OfficialPaper":
        """The same with ๐–๙, as formal papers are printed; codes keep their own."""
        blocks = [block.spelled(to_official_digits) for block in self.blocks]
        return replace(self, blocks=blocks, is_in_thai_digits=True)

    def kept_together(self) -> "OfficialPaper":
        """The same with dates, and numbers with their units, that no end of a line parts."""
        return replace(self, blocks=[block.spelled(keep_together) for block in self.blocks])

    def to_json(self) -> dict:
        spell = to_official_digits if self.is_in_thai_digits else str
        paper = self.kept_together()
        paper = replace(paper, blocks=[block.spelled(hold_words) for block in paper.blocks])
        pages = [spell(number) for number in range(MOST_PAGES)]
        return {**asdict(paper), "pages": pages, "emblem": emblem_numbers()}
