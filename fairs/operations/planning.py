"""The pieces of an order, a committee, a meeting or a project are written, one by one.

Every act locks the record first: whoever comes second sees what the first has left there, and
neither's words are lost. All is told in the history of the record.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models, transaction
from django.db.models import Max

from fairs.models import Agency, AgencyKind, Person, Resolution
from fairs.planning.kinds import (
    AGENCIES,
    PERSONS,
    PieceKind,
    is_long,
    label,
    province_of,
    read,
    shown,
)
from fairs.planning.naming import agency_called, kind_of_agency, persons_called
from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry, record
from otopfair.locking import lock
from otopfair.removals.models import Removal
from otopfair.removals.removing import called, remove
from otopfair.rights.may import permission_of
from otopfair.stale import Difference, StalePage, is_same, seen_of, who_changed
from otopfair.thai.names import split_name

MOST_ROWS = 500  # of one kind below one record
GONE = "ส่วนนี้ถูกลบไปแล้ว คัดลอกข้อความที่พิมพ์ไว้ แล้วเปิดหน้านี้ใหม่"


def save_piece(
    root: models.Model,
    kind: PieceKind,
    row: models.Model,
    answers: Mapping[str, Any],
    *,
    seen: str | None,
    both: bool = False,
    which: Person | None = None,
    by,
) -> models.Model:
    """Write one piece. With `both`, a long text keeps what stands there and gets ours below.

    `which` is the person meant where several have the typed name. Raises StalePage with both
    texts when somebody else has saved the piece since the page was opened; RuleBroken when the
    piece is gone or a rule of its columns forbids it.
    """
    with transaction.atomic():
        root = lock(root)
        row = _as_it_is(root, kind, row)
        now, mine = shown(row, answers), dict(answers)
        if is_same(now, mine):
            return row
        _require_seen(root, kind, now, mine, seen)
        if both:
            mine = {name: _together(kind, name, now[name], mine[name]) for name in mine}
        write_answers(row, mine, root, which)
        row_checked(row).save()
        after = shown(row, answers)
        record(
            root,
            "piece",
            f"แก้{kind.name} {_short(row, root)}",
            by=by,
            changes=_told(kind, now, after),
        )
    return row


def add_pieces(
    root: models.Model,
    kind: PieceKind,
    rows: Sequence[Mapping[str, Any]],
    *,
    form_key: UUID,
    which: Person | None = None,
    by,
) -> list[models.Model]:
    """Add rows at the end of their list. The same form again adds nothing."""
    with transaction.atomic():
        root = lock(root)
        if _was_sent(form_key, by):
            return []
        if kind.rows(root).count() + len(rows) > MOST_ROWS:
            raise RuleBroken(f"มี{kind.name}ได้ไม่เกิน {MOST_ROWS} รายการ")
        added = [_added(root, kind, answers, which) for answers in rows]
        names = ", ".join(_short(row, root) for row in added)
        record(root, "add_piece", f"เพิ่ม{kind.name} {names}", by=by, form_key=form_key)
    return added


def move_piece(
    root: models.Model, kind: PieceKind, row: models.Model, *, steps: int, by
) -> models.Model:
    """Move a row up (-1) or down (+1) in its list, as far as it goes."""
    with transaction.atomic():
        root = lock(root)
        row = _as_it_is(root, kind, row)
        beside = _beside(root, kind, row)
        place = beside.index(row)
        target = min(max(place + steps, 0), len(beside) - 1)
        if target == place:
            return row
        beside.insert(target, beside.pop(place))
        for number, one in enumerate(beside, start=1):
            _place(one, number)
        kind.model._default_manager.bulk_update(beside, ["sequence"])
        record(root, "move_piece", f"ย้ายลำดับ{kind.name} {_short(row, root)}", by=by)
    return row


def remove_piece(
    root: models.Model, kind: PieceKind, row: models.Model, *, page: str, by
) -> Removal:
    """Take a row out; it can be put back. `page` is the address of the record."""
    with transaction.atomic():
        root = lock(root)
        row = _as_it_is(root, kind, row)
        permission = permission_of("change", type(root))
        return remove(
            row, owner=root, title=called(row), permission=permission, back_url=page, by=by
        )


def _place(row: Any, number: int) -> None:
    """Every kind that `has_order` has a column for its place."""
    row.sequence = number


def _beside(root: models.Model, kind: PieceKind, row: models.Model) -> list[models.Model]:
    """The rows of the list in which `row` stands, in their order."""
    return list(kind.rows(root).filter(**{name: getattr(row, name) for name in kind.within}))


def _was_sent(form_key: UUID, by) -> bool:
    return HistoryEntry.objects.filter(actor=by, form_key=form_key).exists()


def _as_it_is(root: models.Model, kind: PieceKind, row: models.Model) -> models.Model:
    if not kind.above:
        return root
    fresh = kind.rows(root).filter(pk=row.pk).first()
    if fresh is None:
        raise RuleBroken(GONE)
    return fresh


def _require_seen(root, kind: PieceKind, now: dict, mine: dict, seen: str | None) -> None:
    seen_now = seen_of(now)
    if seen in (None, seen_now):
        return
    differences = [
        Difference(
            label(kind.model, name),
            read(kind.model, name, now[name]),
            read(kind.model, name, value),
        )
        for name, value in mine.items()
        if not is_same(now, {name: value})
    ]
    raise StalePage(who_changed(root, differences), differences=differences, seen_now=seen_now)


def _together(kind: PieceKind, name: str, theirs: Any, mine: Any) -> Any:
    """Two people's texts one below the other; what one of them has already is not said twice."""
    if not is_long(kind.model, name) or not theirs or theirs in mine:
        return mine
    return theirs if mine in theirs else f"{theirs}\n{mine}"


def _added(root, kind: PieceKind, answers, which) -> models.Model:
    row = kind.new(root)
    write_answers(row, answers, root, which)
    if kind.has_order:
        last = kind.rows(root).aggregate(last=Max("sequence"))["last"]
        _place(row, (last or 0) + 1)
    row_checked(row).save()
    return row


def write_answers(
    row: models.Model, answers: Mapping[str, Any], root: models.Model, which: Person | None = None
) -> None:
    """Put typed values into `row`, which is not saved here; named persons and agencies are found
    or made in the province of `root`."""
    for name, value in answers.items():
        if name in PERSONS:
            position = answers.get("position_title") or answers.get("signer_position") or ""
            before = getattr(row, PERSONS[name])
            setattr(row, PERSONS[name], _person(value, position, before, root, which))
        elif name in AGENCIES:
            setattr(row, AGENCIES[name], _agency(value, root))
        elif isinstance(value, int | str) and _is_link(row, name):
            setattr(row, f"{name}_id", value)
        else:
            setattr(row, name, value)
    if isinstance(row, Resolution) and not row.number:
        row.number = _next_number(row)


def _is_link(row: models.Model, name: str) -> bool:
    return any(field.name == name and field.is_relation for field in row._meta.concrete_fields)


def _person(name: str, position: str, before, root: models.Model, which) -> Person | None:
    """The person of the row, where the name is still theirs; one of this name; or a new one."""
    if not name:
        return None
    if which is not None and which.pk:
        return which
    found = [before] if before and str(before) == name else persons_called(name)
    if found and which is None:
        return found[0]
    title, given, family = split_name(name)
    return Person.objects.create(
        title=title,
        given_name=given,
        family_name=family,
        position_title=position,
        province=province_of(root),
    )


def _agency(name: str, root: models.Model) -> Agency | None:
    if not name:
        return None
    kind = kind_of_agency(name) or AgencyKind.OTHER
    return agency_called(name) or Agency.objects.create(
        name_th=name, kind=kind, province=province_of(root)
    )


def _next_number(row: Resolution) -> str:
    """The number of its matter, "4.1"; a further resolution there is "4.1/2"."""
    taken = set(row.meeting.resolutions.values_list("number", flat=True))
    first = _number_of(row)
    tries = (f"{first}/{number}" if number > 1 else first for number in range(1, len(taken) + 2))
    return next(number for number in tries if number not in taken)


def _number_of(row: Resolution) -> str:
    if row.item is None:
        return "มติ"
    before = row.meeting.agenda.filter(part=row.item.part)
    place = [one.pk for one in before].index(row.item.pk) + 1
    return f"{row.item.part}.{place}"


def row_checked(row: models.Model) -> models.Model:
    """`row` again; what its columns, or the row as a whole, forbid is a RuleBroken at its field."""
    try:
        row.clean()
        row.validate_constraints()
    except ValidationError as broken:
        errors = broken.message_dict if hasattr(broken, "error_dict") else {}
        name, sentences = next(iter(errors.items()), (NON_FIELD_ERRORS, broken.messages))
        raise RuleBroken(sentences[0], field=name) from broken
    return row


def _told(kind: PieceKind, now: dict, after: dict) -> dict[str, list[str]]:
    """Label → [before, after], so that a text that was replaced can be read again."""
    return {
        label(kind.model, name): [
            read(kind.model, name, now[name]),
            read(kind.model, name, after[name]),
        ]
        for name in after
        if not is_same(now, {name: after[name]})
    }


def _short(row: models.Model, root: models.Model) -> str:
    return "" if row is root or row == root else str(row)[:80]
