"""An official paper as plain parts: one set of words for its PDF and for its Word file."""

from dataclasses import asdict, dataclass, field


@dataclass(frozen=True)
class PaperTable:
    """A table whose head comes again on every page. `widths` are shares of the page.

    Columns from `numbers_from` on hold numbers, to the right; `total` is the last row, in bold.
    `bars` are shares of the longest bar, 0 to 1, drawn beside the rows of a chart's table.
    """

    head: list[str]
    rows: list[list[str]]
    widths: list[int]
    numbers_from: int = 1
    total: list[str] = field(default_factory=list)
    title: str = ""
    bars: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class PaperPicture:
    """A photo by the name of its file among the pictures of the paper, with what it shows."""

    name: str
    caption: str = ""
    url: str = ""  # of the same picture, for a page


@dataclass(frozen=True)
class PaperSection:
    """A numbered heading with what stands under it: sentences, tables, photos two in a row."""

    title: str
    parts: list[str | PaperTable] = field(default_factory=list)
    pictures: list[PaperPicture] = field(default_factory=list)


@dataclass(frozen=True)
class Paper:
    """A whole paper. The `tail` stands with the signatures, so that they are never alone.

    `digits` are the ten digits that pages are numbered with.
    """

    title: str
    lines: list[str]
    office: str
    sections: list[PaperSection]
    tail: list[str]
    signatures: list[list[str]]
    time_of_data: str
    reference: str
    page_word: str
    digits: list[str]
    salutation: str = ""
    pictures: dict[str, bytes] = field(default_factory=dict)

    @property
    def is_in_thai_digits(self) -> bool:
        return self.digits[1] == "๑"

    def to_json(self) -> dict:
        """For a typst template: each part says its kind."""
        plain = {key: value for key, value in vars(self).items() if key != "pictures"}
        return {**plain, "sections": [_section(one) for one in self.sections]}


def _section(section: PaperSection) -> dict:
    parts = [
        {"kind": "table", **asdict(part)}
        if isinstance(part, PaperTable)
        else {"kind": "text", "text": part}
        for part in section.parts
    ]
    return {"title": section.title, "parts": parts, "pictures": list(map(asdict, section.pictures))}
