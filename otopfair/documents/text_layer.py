"""The words inside a PDF: Thai that is copied or searched comes out as it was written.

Typst draws a Thai syllable as several glyphs (sara am as two, a raised tone mark apart from its
vowel) but names the whole syllable on each piece, so that readers find "ครั้รั้ง" or worse. Here
every glyph gets a character code of its own for the one letter that it stands for.
"""

import io
from dataclasses import dataclass, field

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    ContentStream,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
)

_SARA_AM = "ำ"
_FIRST_LINES = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo 3 dict dup begin
/Registry (Adobe) def /Ordering (Identity) def /Supplement 0 def
end def
/CMapName /Thai def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
_LAST_LINES = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
_MOST_IN_BLOCK = 100  # of a CMap, by its specification


@dataclass
class _Glyph:
    """One glyph as it is drawn; `letters` is what it will be read as."""

    font: "_Font"
    gid: int
    letters: str = ""


@dataclass
class _Font:
    """A font of the document, and the codes under which its glyphs are read."""

    data: dict
    unicode: dict[int, str]
    codes: dict[tuple[int, str], int] = field(default_factory=dict)
    gid_of: dict[int, int] = field(default_factory=dict)

    def code(self, gid: int, letters: str) -> int:
        """The glyph's own number the first time, a new code for each further reading of it."""
        key = gid, letters
        if key not in self.codes:
            free = gid if gid not in self.gid_of else self._next_code()
            self.codes[key] = free
            self.gid_of[free] = gid
        return self.codes[key]

    def _next_code(self) -> int:
        return max(*self.gid_of, *self.unicode, *self.widths()) + 1

    def widths(self) -> dict[int, float]:
        """The widths by glyph, from both forms that a W array may take."""
        widths: dict[int, float] = {}
        entries = list(self._descendant()["/W"])
        while entries:
            first, second = entries.pop(0), entries.pop(0)
            if isinstance(second, list):
                widths.update({first + offset: width for offset, width in enumerate(second)})
            else:
                width = entries.pop(0)
                widths.update(dict.fromkeys(range(first, second + 1), width))
        return widths

    def _descendant(self):
        return self.data["/DescendantFonts"][0].get_object()

    def store(self, writer: PdfWriter) -> None:
        """Write the map from code to glyph, the widths, and what each code is read as."""
        widths, descendant = self.widths(), self._descendant()
        highest = max(*self.gid_of, *widths)
        map_of_glyphs = b"".join(
            self.gid_of.get(code, code).to_bytes(2, "big") for code in range(highest + 1)
        )
        descendant[NameObject("/CIDToGIDMap")] = _stream(writer, map_of_glyphs)
        array = ArrayObject()
        for code in range(highest + 1):
            width = widths.get(self.gid_of.get(code, code))
            if width is not None:
                array += [NumberObject(code), NumberObject(code), width]
        descendant[NameObject("/W")] = array
        descendant["/FontDescriptor"].get_object().pop("/CIDSet", None)
        self.data[NameObject("/ToUnicode")] = _stream(writer, self._to_unicode().encode())

    def _to_unicode(self) -> str:
        lines = [
            f"<{code:04X}> <{letters.encode('utf-16-be').hex().upper()}>"
            for (_, letters), code in sorted(self.codes.items(), key=lambda item: item[1])
        ]
        blocks = []
        for start in range(0, len(lines), _MOST_IN_BLOCK):
            block = lines[start : start + _MOST_IN_BLOCK]
            blocks.append(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n")
        return _FIRST_LINES + "".join(blocks) + _LAST_LINES


def mend_text_layer(pdf: bytes) -> bytes:
    """The same pages with every Thai letter readable once, in the order of writing."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    fonts: dict[int, _Font] = {}
    for page in writer.pages:
        content = ContentStream(page["/Contents"].get_object(), writer)
        page_fonts = {name: _font(reference, fonts) for name, reference in _fonts_of(page).items()}
        content.operations = _mended(content.operations, page_fonts)
        page.replace_contents(content)
    for font in fonts.values():
        if font.codes:
            font.store(writer)
    writer.compress_identical_objects(remove_unreferenced=True)
    mended = io.BytesIO()
    writer.write(mended)
    return mended.getvalue()


def _fonts_of(page) -> dict:
    """None on a page of lines and pictures."""
    return page["/Resources"].get_object().get("/Font", DictionaryObject()).get_object()


def _font(reference, fonts: dict[int, _Font]) -> _Font:
    number = reference.idnum
    if number not in fonts:
        data = reference.get_object()
        fonts[number] = _Font(data, _unicode_of(data["/ToUnicode"].get_data().decode()))
    return fonts[number]


def _unicode_of(cmap: str) -> dict[int, str]:
    """code → text of the `bfchar` lines, the only kind that typst writes."""
    pairs = [line.split() for line in cmap.splitlines() if line.startswith("<")]
    return {
        int(code[1:-1], 16): bytes.fromhex(text[1:-1]).decode("utf-16-be")
        for code, text in (pair for pair in pairs if len(pair) == 2)
        if (code, text) != ("<0000>", "<FFFF>")
    }


def _mended(operations: list, fonts: dict[str, _Font]) -> list:
    """The operations without the names on pieces, with each glyph under its letter's code."""
    kept, syllable = [], _Syllables()
    spans: list[str | None] = []
    font: _Font | None = None
    shown: list[list[_Glyph]] = []
    for operands, operator in operations:
        if operator in {b"BDC", b"BMC"}:
            text = _actual_text(operands) if operator == b"BDC" else None
            spans.append(text)
            if text is not None:
                continue
        elif operator == b"EMC" and spans.pop() is not None:
            continue
        elif operator == b"Tf":
            font = fonts[operands[0]]
        elif operator in {b"Tj", b"TJ"} and font is not None:
            name = next((text for text in reversed(spans) if text is not None), None)
            operands = [_as_glyphs(operands[0], font, shown)]
            syllable.take(shown, name)
            shown = []
            operator = b"TJ"
        kept.append((operands, operator))
    syllable.finish()
    return [
        ([_as_codes(operands[0])], operator) if operator == b"TJ" else (operands, operator)
        for operands, operator in kept
    ]


def _actual_text(operands) -> str | None:
    properties = operands[1] if len(operands) > 1 else None
    if not isinstance(properties, dict) or "/ActualText" not in properties:
        return None
    text = properties["/ActualText"]
    return text if isinstance(text, str) else bytes(text).decode("utf-16")


def _as_glyphs(operand, font: _Font, shown: list) -> list:
    """The elements of a TJ with glyphs in place of strings; new glyphs are put into `shown`."""
    elements: list = []
    for element in operand if isinstance(operand, list) else [operand]:
        if isinstance(element, int | float):
            elements.append(element)
            continue
        raw = element if isinstance(element, bytes) else element.original_bytes
        glyphs = [
            _Glyph(font, int.from_bytes(raw[at : at + 2], "big")) for at in range(0, len(raw), 2)
        ]
        shown.append(glyphs)
        elements.append(glyphs)
    return elements


def _as_codes(elements: list) -> ArrayObject:
    return ArrayObject(
        ByteStringObject(
            b"".join(one.font.code(one.gid, one.letters).to_bytes(2, "big") for one in element)
        )
        if isinstance(element, list)
        else element
        for element in elements
    )


class _Syllables:
    """Hands the letters of each syllable to its glyphs, which may come in several pieces."""

    def __init__(self) -> None:
        self.text = ""
        self.glyphs: list[_Glyph] = []

    def take(self, shown: list[list[_Glyph]], name: str | None) -> None:
        glyphs = [glyph for run in shown for glyph in run]
        if name is not None:
            self._add(name, glyphs)
            return
        for glyph in glyphs:
            self._add(glyph.font.unicode.get(glyph.gid, ""), [glyph])

    def finish(self) -> None:
        """A syllable that never became complete keeps its whole text on its first glyph."""
        if self.glyphs:
            self.glyphs[0].letters = self.text
        self.text, self.glyphs = "", []

    def _add(self, text: str, glyphs: list[_Glyph]) -> None:
        if self.glyphs and text != self.text:
            self.finish()
        self.text = text
        self.glyphs += glyphs
        letters = _letters_by_glyph(text)
        if len(self.glyphs) == len(letters):
            for glyph, letter in zip(self.glyphs, letters, strict=True):
                glyph.letters = letter
            self.text, self.glyphs = "", []


def _letters_by_glyph(text: str) -> list[str]:
    """What each glyph of a syllable is read as, in the order of drawing.

    Sara am is drawn as a ring behind the consonant and an aa at the end: the ring says nothing.
    """
    if len(text) > 1 and text.endswith(_SARA_AM):
        return [text[0], "", *text[1:-1], _SARA_AM]
    return list(text)


def _stream(writer: PdfWriter, data: bytes):
    stream = StreamObject()
    stream.set_data(data)
    return writer._add_object(stream.flate_encode())
