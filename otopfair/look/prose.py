"""Text that officers write with a few marks (Markdown), as HTML for pages.

Read by markdown-it-py (CommonMark, tables), which knows no HTML here, and cleaned by nh3: what is
not on our list does not come out, whatever a reader of marks may make of it.
"""

from functools import lru_cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned

from otopfair.thai.line_breaks import NO_BREAK_SPACE, WORD_JOINER, keep_together

TEXTS_KEPT = 128
_THAI = ("ก", "๛")
# A page has its own h1; what stands below it begins at h2.
_HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}
_CLEANER = nh3.Cleaner(
    tags={
        *("p", "br", "h2", "h3", "strong", "em", "a", "ul", "ol", "li", "blockquote", "hr"),
        *("table", "thead", "tbody", "tr", "th", "td"),
    },
    attributes={"a": {"href"}, "ol": {"start"}},
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel="noopener nofollow",
)


class _ThaiState(StateInline):
    """CommonMark closes no `**` between a quotation mark and a letter, because other languages
    have a space there: **“OTOP CITY”**ครั้งที่ 20. Beside a Thai letter punctuation is as good as
    a letter."""

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:
        scanned = super().scanDelims(start, canSplitWord)
        before = self.src[start - 1] if start else " "
        end = start + scanned.length
        after = self.src[end] if end < self.posMax else " "
        if not (_is_thai(before) or _is_thai(after)):
            return scanned
        return Scanned(not after.isspace(), not before.isspace(), scanned.length)


class _ThaiInline(ParserInline):
    def parse(self, src, md, env, tokens):
        state = _ThaiState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def _is_thai(letter: str) -> bool:
    return _THAI[0] <= letter <= _THAI[1]


def _lower_headings(state: StateCore) -> None:
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = _HEADINGS[token.tag]


def _keep_together(state: StateCore) -> None:
    """No line ends inside a date, or between a number and its unit."""
    for token in state.tokens:
        for piece in token.children or ():
            if piece.type == "text":
                piece.content = keep_together(piece.content)


def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "breaks": True})
    reader.inline = _ThaiInline()
    # Pictures have their own place; one from elsewhere would tell others who reads. Nobody writes
    # code here, and a line of dashes under a sentence is no heading.
    reader.enable("table").disable(["image", "backticks", "code", "fence", "lheading"])
    reader.core.ruler.push("lower_headings", _lower_headings)
    reader.core.ruler.push("keep_together", _keep_together)
    return reader


_READER = _reader()


@lru_cache(maxsize=TEXTS_KEPT)
def prose(text: str) -> SafeString:
    """`text` with its marks as clean HTML: headings, bold, lists, links, quotations, tables."""
    return mark_safe(_CLEANER.clean(_READER.render(text)))


def plain(text: str) -> str:
    """`text` without its marks, on one line, for descriptions and lists."""
    blocks = (token.children or () for token in _READER.parse(text) if token.type == "inline")
    return " ".join(" ".join("".join(map(_written, pieces)).split()) for pieces in blocks)


def _written(piece) -> str:
    if piece.type in ("softbreak", "hardbreak"):
        return " "
    return piece.content.replace(NO_BREAK_SPACE, " ").replace(WORD_JOINER, "")
