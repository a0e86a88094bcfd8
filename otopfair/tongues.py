"""In which language a page speaks: its address alone says so. Below /en/ it is English, else Thai.

Names are said in English where somebody gave an English one, else as they stand, marked as Thai.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db.models import CharField, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

THAI, ENGLISH = "th", "en"
START = f"/{ENGLISH}"
_english: ContextVar[bool] = ContextVar("english", default=False)
P = ParamSpec("P")
T = TypeVar("T")
_THAI_RUN = re.compile(r"[ก-ฺเ-๛](?:[ก-ฺเ-๛\s\d.,/()–-]*[ก-ฺเ-๛])?")


def is_below_english(path: str) -> bool:
    """Whether an address is one of the English pages."""
    return path == START or path.startswith(f"{START}/")


def both_paths(path: str) -> tuple[str, str]:
    """The Thai and the English path of a page, from either."""
    thai = path.removeprefix(START) if is_below_english(path) else path
    return thai, f"{START}{thai}"


@contextmanager
def spoken(tongue: str) -> Iterator[None]:
    """What is said inside is said in `tongue`: by gettext, and by all that asks `is_english()`."""
    before = _english.set(tongue == ENGLISH)
    try:
        with override(tongue):
            yield
    finally:
        _english.reset(before)


def is_english() -> bool:
    """Asked hundreds of times on a page; `get_language()` takes thirty times as long."""
    return _english.get()


def in_tongue(thai: str, english: str) -> str:
    """The English name on an English page, if there is one."""
    return english if english and is_english() else thai


def name_of(row) -> str:
    """`name_en` on an English page, where it is given, else `name_th`: Thai pages read no more."""
    return (is_english() and row.name_en) or row.name_th


def name_column(start: str = ""):
    """What `values_list()` reads for a name: `start` leads to the row that has it ("vendor__")."""
    if not is_english():
        return f"{start}name_th"
    given = NullIf(f"{start}name_en", Value(""))
    return Coalesce(given, f"{start}name_th", output_field=CharField())


def written(text):
    """What people typed, for a template to print; on an English page its Thai words are marked."""
    if not is_english():
        return text
    shown = conditional_escape("" if text is None else text)
    return mark_safe(_THAI_RUN.sub(r'<span lang="th">\g<0></span>', shown))


def tongue_of(text) -> SafeString:
    """The attribute of an element whose other attributes hold what people typed (alt, content)."""
    is_thai = is_english() and _THAI_RUN.search(str(text or ""))
    return mark_safe(' lang="th"' if is_thai else "")


def in_thai(act: Callable[P, T]) -> Callable[P, T]:
    """`act` as on a Thai page: what is kept in the registers, and what is official, is Thai."""

    @wraps(act)
    def act_in_thai(*args: P.args, **kwargs: P.kwargs) -> T:
        with spoken(THAI):
            return act(*args, **kwargs)

    return act_in_thai
