"""Columns that are computed whenever a row is written, and long texts with a limit."""

from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.functional import cached_property

from otopfair.thai.folding import fold
from otopfair.thai.sorting import SORT_KEY_MAX_LENGTH, thai_sort_key
from otopfair.thai.splitting import fine_words


class SortKeyField(models.CharField):
    """The Thai collation key of `source`; ORDER BY it on any database."""

    def __init__(self, *args, source: str = "name_th", **kwargs):
        self.source = source
        kwargs.setdefault("max_length", SORT_KEY_MAX_LENGTH)
        kwargs.update(editable=False, default="")
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        del kwargs["editable"], kwargs["default"]
        return name, path, args, {**kwargs, "source": self.source}

    def pre_save(self, row, add):
        key = thai_sort_key(getattr(row, self.source) or "")[: self.max_length]
        setattr(row, self.attname, key)
        return key


class PhoneNumberField(models.CharField):
    """The digits of a Thai telephone number, or an address that may be one.

    To the database it is a CharField like any other; to lists, searches and histories it says
    that it is dialled.
    """

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class LimitedTextField(models.TextField):
    """Text of several lines with a limit that every database keeps: models.TextField only tells
    the form's box."""

    def __init__(self, verbose_name=None, *, max_length: int, **kwargs):
        super().__init__(verbose_name, max_length=max_length, **kwargs)

    @cached_property
    def validators(self):
        return [*super().validators, MaxLengthValidator(self.max_length)]


class FoldedTextField(models.TextField):
    """The folded text of `sources`, one a line, for searching with `contains`."""

    def __init__(self, *args, sources: tuple[str, ...] = ("name_th",), **kwargs):
        self.sources = tuple(sources)
        kwargs.update(editable=False, default="")
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        del kwargs["editable"], kwargs["default"]
        return name, path, args, {**kwargs, "sources": self.sources}

    def pre_save(self, row, add):
        text = self.text_of(row)
        setattr(row, self.attname, text)
        return text

    def text_of(self, row) -> str:
        parts = (fold(str(getattr(row, source) or "")) for source in self.sources)
        return "\n".join(part for part in parts if part)


class FoldedWordsField(FoldedTextField):
    """Like FoldedTextField, with an edge where a word begins and ends: "|ชา|ใบ|หมอน|"."""

    def text_of(self, row) -> str:
        return fine_words(super().text_of(row))
