"""A paper as plain text, for a message or a press release: the same words, line by line."""

from collections.abc import Iterable

from otopfair.documents.paper import Paper, PaperSection, PaperTable

TEXT_TYPE = "text/plain; charset=utf-8"


def text_bytes(paper: Paper) -> bytes:
    """UTF-8 with a mark at its head, by which old editors know it."""
    return paper_text(paper).encode("utf-8-sig")


def paper_text(paper: Paper) -> str:
    head = [paper.title, *paper.lines, paper.salutation]
    signed = [" ".join(line for line in lines if line) for lines in paper.signatures]
    blocks = [
        head,
        *(_section(one) for one in paper.sections),
        paper.tail,
        signed,
        [paper.time_of_data, paper.reference],
    ]
    return "\n\n".join("\n".join(line for line in block if line) for block in blocks if block)


def _section(section: PaperSection) -> list[str]:
    lines = [section.title]
    for part in section.parts:
        lines += _table(part) if isinstance(part, PaperTable) else [part]
    return [*lines, *(f"- {picture.caption}" for picture in section.pictures if picture.caption)]


def _table(table: PaperTable) -> Iterable[str]:
    """Each row in one line, its cells after the words that head them."""
    yield table.title
    for row in [*table.rows, *([table.total] if table.total else [])]:
        if len(table.head) == 2:
            yield f"- {row[0]}: {row[1]}"
            continue
        cells = zip(table.head[1:], row[1:], strict=True)
        told = " ".join(f"{head} {cell}" for head, cell in cells if cell)
        yield f"- {row[0]}: {told}"
