"""The next edition is made from a past one, and undone as long as nobody has touched it."""

import hashlib
from collections.abc import Collection, Sequence
from json import dumps
from uuid import UUID

from django.apps import apps
from django.db import models, transaction

from fairs.acts import fair_copied
from fairs.copying import Copying, CopyPart, copy_parts
from fairs.models import CopiedFair, FairAddress, FairEvent, FairState
from fairs.operations.addresses import keep_addresses
from fairs.shifting import DayShift
from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry, record
from otopfair.locking import lock
from otopfair.media.storing import new_files
from otopfair.removals.changes import chunks, plain_columns
from otopfair.removals.models import Removal
from otopfair.removals.removing import take_back_rows

ADD = "fairs.add_fairevent"
TOUCHED = "มีคนแก้หรือเพิ่มข้อมูลในงานนี้แล้ว จึงลบทั้งงานไม่ได้ แก้ต่อในงานนี้ หรือยกเลิกงาน"
# What the next edition has of the fair itself, whatever is chosen.
ALWAYS = (
    *("series", "name_en", "description", "role", "home_province"),
    *("venue", "venue_province", "venue_district", "venue_name", "map_url", "contact_phone"),
)


def next_edition(source: FairEvent, shift: DayShift, named: dict) -> FairEvent:
    """The fair as it would be made, to look at: a draft, moved by `shift`, called as in `named`
    (name_th, edition_no, year_label_be, slug, reference_code)."""
    copy = FairEvent(state=FairState.DRAFT, **{name: getattr(source, name) for name in ALWAYS})
    copy.period = shift.period(source.period)
    for name, value in named.items():
        setattr(copy, name, value)
    return copy


def copy_fair(
    source: FairEvent,
    *,
    shift: DayShift,
    named: dict,
    taken: Collection[str],
    form_key: UUID | None,
    by,
) -> FairEvent:
    """Make the next edition from `source` with the parts whose keys are in `taken`.

    All or nothing; the source is only read. The same form sent again gets the same fair. Raises
    RuleBroken (field "slug" or "reference_code") when another fair has the address or the code.
    """
    with new_files() as files, transaction.atomic():
        source = lock(source)  # alone: a form that is sent twice at once waits for itself
        if (made := _made_before(form_key, by)) is not None:
            return made
        copy = next_edition(source, shift, named)
        _require_free(copy)
        copy.save()
        keep_addresses(copy, by=by)
        copying = Copying(source, copy, shift, by, files)
        copying.note({row.pk: row for row in copy.addresses.all()})
        parts = [part for part in copy_parts() if is_taken(part, taken)]
        for part in parts:
            part.put(copying)
        fair_copied.happened(copying=copying)
        _remember(copying, parts)
        record(copy, "copy", f"ทำจาก {source}", by=by, form_key=form_key)
        record(source, "copied", f"ทำงานครั้งต่อไป {copy}", by=by)
    return copy


def is_taken(part: CopyPart, taken: Collection[str]) -> bool:
    """Whether it was chosen, together with what it cannot do without."""
    return part.key in taken and (not part.needs or part.needs in taken)


def undo_copy(copy: FairEvent, *, back_url: str, by) -> Removal:
    """Take back a copy that nobody has touched, whole; it can be put back like all removals.

    Raises RuleBroken when it was touched, published, or not made from another edition.
    """
    with transaction.atomic():
        copy = lock(copy)
        if why := why_not_undone(copy):
            raise RuleBroken(why)
        copied = copy.copied
        rows = [copy, *rows_of(copied), copied]
        removal = Removal(
            title=f"งานแฟร์ {copy}",
            root_type=copy._meta.label_lower,
            root_id=copy.pk,
            permission=ADD,
            goes=_counts(rows[1:-1]),
            back_url=back_url,
            removed_by=by,
        )
        if copied.source_id:
            removal.owner_type = copy._meta.label_lower
            removal.owner_id, removal.owner = str(copied.source_id), copied.source
        take_back_rows(removal, rows[::-1], [])
        record(copied.source or copy, "uncopy", f"ลบ {copy} ที่ทำจากงานนี้", by=by)
    return removal


def why_not_undone(copy: FairEvent) -> str:
    """The sentence that keeps a fair from being taken back as a copy; "" when nothing does."""
    copied = CopiedFair.objects.filter(copy=copy).first()
    if copied is None:
        return f"{copy} ไม่ได้ทำจากงานอื่น"
    if copy.state != FairState.DRAFT:  # touched, and no thousand rows need to be read to know it
        return TOUCHED
    rows = rows_of(copied)
    whole = len(rows) == len(copied.written)
    return "" if whole and mark_of(copy, rows) == copied.mark else TOUCHED


def rows_of(copied: CopiedFair) -> list[models.Model]:
    """The rows that came with a copy and still stand, parents first."""
    by_label: dict[str, list[int]] = {}
    for label, key in copied.written:
        by_label.setdefault(label, []).append(key)
    found = {
        (label, key): row
        for label, keys in by_label.items()
        for some in chunks(keys)
        for key, row in apps.get_model(label)._base_manager.in_bulk(some).items()
    }
    return [found[label, key] for label, key in copied.written if (label, key) in found]


def mark_of(copy: FairEvent, rows: Sequence[models.Model]) -> str:
    """The fingerprint of the fair and of `rows` as the database has them, and of how many others
    hang on them: an added row shows, too."""
    fair_event = FairEvent.objects.get(pk=copy.pk)
    said = [[row._meta.label_lower, plain_columns(row)] for row in (fair_event, *rows)]
    hanging = [_hanging(model, keys) for model, keys in _keys(fair_event, rows).items()]
    return hashlib.sha256(dumps([said, hanging], sort_keys=True).encode()).hexdigest()


def _keys(fair_event, rows) -> dict[type[models.Model], list[int]]:
    keys: dict[type[models.Model], list[int]] = {FairEvent: [fair_event.pk]}
    for row in rows:
        keys.setdefault(type(row), []).append(row.pk)
    return keys


def _hanging(model: type[models.Model], keys: list[int]) -> dict[str, int]:
    """How many rows of each kind point to rows of `model`."""
    counts: dict[str, int] = {}
    for relation in model._meta.related_objects:
        if relation.related_model is CopiedFair or relation.many_to_many:
            continue
        rows = relation.related_model._base_manager
        name = f"{relation.related_model._meta.label_lower}.{relation.field.name}"
        counts[name] = sum(
            rows.filter(**{f"{relation.field.name}__in": some}).count() for some in chunks(keys)
        )
    return {name: number for name, number in counts.items() if number}


def _remember(copying: Copying, parts: list[CopyPart]) -> None:
    copied = CopiedFair(
        copy=copying.copy,
        source=copying.source,
        parts=[part.label for part in parts],
        left=copying.left,
        written=[[row._meta.label_lower, row.pk] for row in copying.rows],
        made_by=copying.by,
    )
    copied.mark = mark_of(copying.copy, rows_of(copied))
    copied.save()


def _made_before(form_key: UUID | None, by) -> FairEvent | None:
    """The fair that this form has made already."""
    if form_key is None:
        return None
    entry = HistoryEntry.objects.filter(actor=by, form_key=form_key).first()
    if entry is None:
        return None
    return FairEvent.objects.filter(pk=entry.subject_id).first()


def _require_free(copy: FairEvent) -> None:
    if FairAddress.objects.filter(slug=copy.slug).exists() or _others(slug=copy.slug):
        raise RuleBroken("ที่อยู่นี้เป็นของงานอื่นแล้ว ใช้ที่อยู่อื่น", field="slug")
    if _others(reference_code=copy.reference_code):
        raise RuleBroken("รหัสงานนี้เป็นของงานอื่นแล้ว ใช้รหัสอื่น", field="reference_code")


def _others(**column) -> bool:
    return FairEvent.objects.filter(**column).exists()


def _counts(rows: list[models.Model]) -> list[str]:
    kinds: dict[str, int] = {}
    for row in rows:
        name = str(row._meta.verbose_name_plural)
        kinds[name] = kinds.get(name, 0) + 1
    return [f"{name} {number:,}" for name, number in kinds.items()]
