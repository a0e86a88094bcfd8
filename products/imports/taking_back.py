"""What taking back a saved import would do, row by row: what goes, what goes back, what stays."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.apps import apps
from django.db import models
from django.db.models import Max
from django.db.models.deletion import get_candidate_relations_to_delete

from otopfair.history.models import HistoryEntry
from otopfair.outbox.models import Delivery, Message
from otopfair.removals.changes import Change, chunks, plain_columns
from otopfair.stale import seen_of
from otopfair.thai.formatting import format_datetime
from products.imports.kinds import ImportKind, kind_of
from products.models import ImportBatch, ImportedRow

Key = tuple[str, int]
GONE = "ถูกลบไปก่อนแล้ว"


@dataclass
class Line:
    """One row that the import opened or changed; `why` says why it stays, when it does."""

    noted: ImportedRow
    subject: models.Model | None
    why: str = ""

    @property
    def number(self) -> int | None:
        return self.noted.number

    @property
    def what(self) -> str:
        return str(apps.get_model(self.noted.row_type)._meta.verbose_name)

    @property
    def who(self) -> str:
        return str(self.subject or "")

    @property
    def change(self) -> Change:
        """From what the import left to what stood there before it."""
        return Change.kept_as(self.subject, self.noted.after, self.noted.before or {})

    @property
    def words(self) -> dict[str, list[str]]:
        return {} if self.noted.is_new or self.why else self.change.words()


@dataclass
class Together:
    """All that goes with one row of the sheet."""

    number: int | None
    lines: list[Line]

    @property
    def who(self) -> str:
        subject = self.lines[0].subject
        return str(getattr(subject, "vendor", subject))

    @property
    def what(self) -> str:
        return ", ".join(dict.fromkeys(line.what for line in self.lines))


@dataclass
class TakeBackPlan:
    """All rows of an import, judged. `followers` go along with what they hang on."""

    lines: list[Line] = field(default_factory=list)
    followers: list[models.Model] = field(default_factory=list)

    @property
    def staying(self) -> list[Line]:
        return [line for line in self.lines if line.why]

    @property
    def going(self) -> list[Line]:
        return [line for line in self.lines if not line.why and line.noted.is_new]

    @property
    def changing(self) -> list[Line]:
        return [line for line in self.lines if not line.why and not line.noted.is_new]

    @property
    def in_reading_order(self) -> list[Line | Together]:
        """What stays first: it is what one must know; what goes, row by row of the sheet."""
        rows: dict[int | None, list[Line]] = defaultdict(list)
        for line in self.going:
            rows[line.noted.number].append(line)
        together = [Together(number, lines) for number, lines in rows.items() if number]
        ground = [Together(None, [line]) for line in rows.get(None, [])]
        return [*self.staying, *self.changing, *together, *ground]

    @property
    def goes(self) -> list[str]:
        """By kind and number: ["ผู้ประกอบการ 121", "ใบสมัคร 121"]."""
        return [f"{what} {count:,}" for what, count in self.counts_of(self.going)]

    @staticmethod
    def counts_of(lines: list[Line]) -> list[tuple[str, int]]:
        return list(Counter(line.what for line in lines).items())

    @property
    def seen(self) -> str:
        """The fingerprint of what the page shows."""
        return seen_of({str(line.noted.pk): line.why for line in self.lines})


def plan_taking_back(batch: ImportBatch, by) -> TakeBackPlan:
    """Judge every row against the registers as they are now; a few statements a kind of row."""
    kind = kind_of(batch.kind)
    noted = list(batch.imported_rows.order_by("pk"))
    found = rows_of(row.key for row in noted)
    plan = TakeBackPlan([Line(row, found.get(row.key)) for row in noted])
    _judge_alone(plan, kind, by)
    _say_who_changed(plan, batch)
    _judge_what_hangs(plan, kind)
    _keep_parents(plan)
    plan.followers = list(_followers(plan, kind))
    return plan


def rows_of(keys) -> dict[Key, models.Model]:
    """Rows of several kinds, read together."""
    by_label: dict[str, list[int]] = defaultdict(list)
    for label, key in keys:
        by_label[label].append(key)
    return {
        (label, row.pk): row
        for label, wanted in by_label.items()
        for some in chunks(wanted)
        for row in _readable(apps.get_model(label)).filter(pk__in=some)
    }


def children_first(labels) -> list[str]:
    """Kinds of rows in an order in which they may go: what points to another comes first."""
    left, ordered = sorted(labels), []
    while left:
        free = [one for one in left if not any(one in _targets(other) - {other} for other in left)]
        ordered += free
        left = [one for one in left if one not in free]
    return ordered


def parents_of(row: models.Model) -> Iterator[Key]:
    """The rows to which a row points."""
    for column in row._meta.concrete_fields:
        if column.is_relation and (key := getattr(row, column.attname)) is not None:
            yield column.related_model._meta.label_lower, key


def _readable(model: type[models.Model]) -> models.QuerySet:
    """With the rows to which it points: what stays is named."""
    names = [
        column.name
        for column in model._meta.concrete_fields
        if column.is_relation and not column.null
    ]
    return model._base_manager.select_related(*names)


def _targets(label: str) -> set[str]:
    return {
        column.related_model._meta.label_lower
        for column in apps.get_model(label)._meta.concrete_fields
        if column.is_relation
    }


def _judge_alone(plan: TakeBackPlan, kind: ImportKind, by) -> None:
    for line in plan.lines:
        if line.subject is None:
            line.why = GONE
        elif _differs(line, kind):
            line.why = "แก้หลังนำเข้า"
    there = [line for line in plan.lines if line.subject is not None]
    whys = kind.why_not_back(there, by)
    for line in plan.lines:
        line.why = whys.get(line.noted.key, "") or line.why


def _differs(line: Line, kind: ImportKind) -> bool:
    now = plain_columns(line.subject, line.noted.after)
    follows = {name for name in now if f"{line.noted.row_type}.{name}" in kind.follows}
    return any(now[name] != line.noted.after[name] for name in now.keys() - follows)


def _say_who_changed(plan: TakeBackPlan, batch: ImportBatch) -> None:
    """Lines that were changed name the last act in their history since the import."""
    changed: dict[str, dict[int, Line]] = defaultdict(dict)
    for line in plan.staying:
        if line.why == "แก้หลังนำเข้า":
            changed[line.noted.row_type][line.noted.row_id] = line
    for label, lines in changed.items():
        for some in chunks(list(lines)):
            since = HistoryEntry.objects.filter(
                subject_type=label, subject_id__in=some, at__gt=batch.applied_at
            )
            newest = since.order_by().values("subject_id").annotate(newest=Max("pk"))
            for entry in HistoryEntry.objects.filter(pk__in=newest.values("newest")):
                who = f"โดย {entry.actor_name} {format_datetime(entry.at)}"
                lines[entry.subject_id].why = f"แก้หลังนำเข้า: {entry.summary} {who}"


def _judge_what_hangs(plan: TakeBackPlan, kind: ImportKind) -> None:
    """What was opened stays when something that is not of this import hangs on it."""
    own = {line.noted.key for line in plan.lines}
    for label, lines in _new_by_kind(plan).items():
        for relation in get_candidate_relations_to_delete(apps.get_model(label)._meta):
            child = relation.related_model._meta
            if child.label_lower in kind.followers:
                continue
            for pk, parent in _children(relation, list(lines)):
                line = lines[parent]
                if (child.label_lower, pk) not in own and not line.why:
                    line.why = f"มี{child.verbose_name}ที่ไม่ได้มาจากไฟล์นี้ผูกอยู่"


def _new_by_kind(plan: TakeBackPlan) -> dict[str, dict[int, Line]]:
    lines: dict[str, dict[int, Line]] = defaultdict(dict)
    for line in plan.going:
        lines[line.noted.row_type][line.noted.row_id] = line
    return lines


def _children(relation, keys: list[int]) -> Iterator[tuple[int, int]]:
    column = relation.field
    for some in chunks(keys):
        children = relation.related_model._base_manager.filter(**{f"{column.name}__in": some})
        yield from children.order_by("pk").values_list("pk", column.attname)


def _keep_parents(plan: TakeBackPlan) -> None:
    """What a row that stays points to stays too."""
    lines = {line.noted.key: line for line in plan.lines}
    rank = {label: n for n, label in enumerate(children_first({key[0] for key in lines}))}
    for line in sorted(plan.lines, key=lambda one: rank[one.noted.row_type]):
        if not line.why or line.subject is None:
            continue
        for key in parents_of(line.subject):
            parent = lines.get(key)
            if parent is not None and parent.noted.is_new and not parent.why:
                parent.why = f"{line.what} {line.who} ยังอยู่"


def _followers(plan: TakeBackPlan, kind: ImportKind) -> Iterator[models.Model]:
    """With the messages to who goes: nobody is to be called any more."""
    found: dict[tuple[type, int], models.Model] = {}
    for label, lines in _new_by_kind(plan).items():
        for some in chunks(list(lines)):
            for rows in (*_told(label, some), *_hanging(label, some, kind)):
                found |= {(type(row), row.pk): row for row in rows.order_by("pk")}
    yield from found.values()


def _told(label: str, keys: list[int]) -> tuple[models.QuerySet, models.QuerySet]:
    told = Message.objects.filter(recipient_type=label, recipient_id__in=keys)
    return told, Delivery.objects.filter(message__in=told)


def _hanging(label: str, keys: list[int], kind: ImportKind) -> Iterator[models.QuerySet]:
    for relation in get_candidate_relations_to_delete(apps.get_model(label)._meta):
        if relation.related_model._meta.label_lower in kind.followers:
            rows = relation.related_model._base_manager
            yield rows.filter(**{f"{relation.field.name}__in": keys})
