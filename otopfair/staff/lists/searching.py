"""One search for all registers: names, places, telephones and codes, however they are spelt."""

import re
from collections.abc import Callable, Collection
from functools import cache

from django.contrib.admin.utils import get_fields_from_path
from django.db import models
from django.db.models import Func, Q, Value
from django.db.models.constants import LOOKUP_SEP
from django.db.models.functions import Cast, Lower, Replace

from otopfair.staff.lists.sorting import NAMES
from otopfair.thai.digits import is_digits, to_arabic_digits
from otopfair.thai.folding import fold, normalise
from otopfair.thai.model_fields import FoldedTextField, PhoneNumberField, SortKeyField
from otopfair.thai.phones import PhoneError, parse_phones

FEWEST_DIGITS = 4
MOST_WORDS = 8
_BETWEEN = " -./"
_DIGIT = re.compile("[0-9]")
_GROUPED = re.compile(r"[\s().\-–+]")

# Which model is an area, and which of its keys a folded word may mean. Filled by what knows areas.
_AREAS: dict[type[models.Model], Callable[[str], Collection]] = {}


def areas_are_named(model: type[models.Model], keys: Callable[[str], Collection]) -> None:
    """Rows that point to `model` are found by the names of its areas."""
    _AREAS[model] = keys


def search(admin, rows, typed: str):
    """The rows of a register in which every word of `typed` is found somewhere."""
    text = normalise(to_arabic_digits(typed))[:200]
    if not text:
        return rows
    return rows.filter(
        _by_phone(admin.model, text) | _by_code(admin, text) | _by_words(admin, text)
    )


def _by_words(admin, text: str) -> Q:
    found = Q()
    for word in _words(text):
        found &= _by_word(admin, word) | _by_area(admin.model, word)
    return found


def _words(text: str) -> list[str]:
    """The words that are looked for; two that together name an area are one: "khon kaen"."""
    words = []
    for word in text.split()[:MOST_WORDS]:
        pair = fold(words[-1] + word) if words else ""
        if pair and any(keys(pair) for keys in _AREAS.values()):
            words[-1] += word
        else:
            words.append(word)
    return words


def _by_word(admin, word: str) -> Q:
    found = Q(pk__in=[])
    for path, is_folded in _paths(admin):
        looked_for = fold(word) if is_folded else word
        found |= Q(**{f"{path}__{'contains' if is_folded else 'icontains'}": looked_for})
    return _without_doubles(admin.model, found, [path for path, _ in _paths(admin)])


def _by_area(model, word: str) -> Q:
    found = Q(pk__in=[])
    for path, area in _areas_of(model):
        if keys := _AREAS[area](fold(word)):
            found |= Q(**{f"{path}__in": keys})
    return found


def _by_code(admin, text: str) -> Q:
    """ "a 12", "A-12" and "A12" are one code: signs between its parts do not count."""
    squeezed = _GROUPED.sub("", text.replace("/", "")).lower()
    found = Q(pk__in=[])
    if not _DIGIT.search(squeezed):
        return found
    for path, is_folded in _paths(admin):
        if not is_folded:
            found |= Q(Contains(_squeezed(path), Value(squeezed)))
    return _without_doubles(admin.model, found, [path for path, _ in _paths(admin)])


def _squeezed(path: str):
    plain = Lower(Cast(path, models.TextField()))  # PostgreSQL lowers no number
    for sign in _BETWEEN:
        plain = Replace(plain, Value(sign), Value(""))
    return plain


class Contains(Func):
    """Whether the first text holds the second; on both databases."""

    output_field = models.BooleanField()
    arity = 2
    conditional = True

    def as_sqlite(self, compiler, connection, **extra):
        return self.as_sql(compiler, connection, template="INSTR(%(expressions)s) > 0", **extra)

    def as_postgresql(self, compiler, connection, **extra):
        return self.as_sql(compiler, connection, template="STRPOS(%(expressions)s) > 0", **extra)


def _by_phone(model, text: str) -> Q:
    digits = _digits_of(text)
    found = Q(pk__in=[])
    if not digits:
        return found
    for path in _phones_of(model):
        hits = Q(**{f"{path}__contains": digits})
        found |= _without_doubles(model, hits, [path])
    return found


def _digits_of(text: str) -> str:
    """What is dialled: a whole number in any spelling, or some digits of one."""
    try:
        numbers = parse_phones(text)
    except PhoneError:
        numbers = []
    if numbers:
        return numbers[0]
    digits = _GROUPED.sub("", text)
    return digits if is_digits(digits) and len(digits) >= FEWEST_DIGITS else ""


def _without_doubles(model, found: Q, paths: list[str]) -> Q:
    """Rows beside a record would show it several times: they are asked apart."""
    if not any(_is_beside(model, path) for path in paths):
        return found
    return Q(pk__in=model._base_manager.filter(found).order_by().values("pk"))


@cache
def _is_beside(model, path: str) -> bool:
    return any(
        getattr(step, "one_to_many", False) or getattr(step, "many_to_many", False)
        for step in get_fields_from_path(model, path)
    )


@cache
def _paths_of(model, named: tuple, shown: tuple) -> tuple[tuple[str, bool], ...]:
    """Where words are looked for, and whether the column is folded: what the register names, what
    its rows are called, and those that stand in its columns."""
    paths = dict.fromkeys([*named, *_names_of(model, shown)])
    return tuple((path, isinstance(_end(model, path), FoldedTextField)) for path in paths)


def _paths(admin) -> tuple[tuple[str, bool], ...]:
    shown = (one if isinstance(one, str) else one.__name__ for one in admin.list_display)
    return _paths_of(admin.model, tuple(admin.search_fields), tuple(shown))


def _end(model, path: str):
    return get_fields_from_path(model, path)[-1]


def _names_of(model, shown: tuple) -> list[str]:
    found = [own] if (own := _name_of(model)) else []
    found += [
        one.name for one in model._meta.concrete_fields if one.name in shown and _is_text(one)
    ]
    for field in (one for one in _links_of(model) if one.name in shown):
        if field.related_model not in _AREAS and (name := _name_of(field.related_model)):
            found.append(f"{field.name}{LOOKUP_SEP}{name}")
    return found


def _is_text(field) -> bool:
    return isinstance(field, models.CharField | models.TextField) and not field.choices


def _name_of(model) -> str:
    """By what rows are found: their folded text, or what they are called."""
    fields = {field.name: field for field in model._meta.concrete_fields}
    folded = next((name for name, one in fields.items() if isinstance(one, FoldedTextField)), "")
    keyed = next((one.source for one in fields.values() if isinstance(one, SortKeyField)), "")
    named = next((name for name in NAMES if name in fields), "")
    return folded or (keyed if keyed in fields else "") or named


def _links_of(model) -> list:
    return [field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)]


@cache
def _areas_of(model) -> tuple[tuple[str, type], ...]:
    """Paths to areas: the record's own, and those of the one that it is about."""
    found = [("pk", model)] if model in _AREAS else []
    for field in _links_of(model):
        if field.related_model in _AREAS:
            found.append((field.name, field.related_model))
        elif not field.null:
            found += [
                (f"{field.name}{LOOKUP_SEP}{area.name}", area.related_model)
                for area in _links_of(field.related_model)
                if area.related_model in _AREAS
            ]
    return tuple(found)


@cache
def _phones_of(model) -> tuple[str, ...]:
    """The record's own telephones, and those in rows that belong to it."""
    found = [one.name for one in model._meta.concrete_fields if isinstance(one, PhoneNumberField)]
    for beside in model._meta.related_objects:
        if beside.one_to_many and (name := beside.get_accessor_name()) in ("phones",):
            found += [
                f"{name}{LOOKUP_SEP}{one.name}"
                for one in beside.related_model._meta.concrete_fields
                if isinstance(one, PhoneNumberField)
            ]
    return tuple(found)
