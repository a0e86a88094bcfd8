"""One page of planning, read like the paper, on which every piece is changed by itself.

A piece opens in its place (`?edit=`), a list takes new rows (`?add=`), and both work without a
script. With one, an open piece saves itself at every change, and the page shows what others save.
"""

from dataclasses import dataclass, field
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from fairs.forms.planning import AttachForm, NewPieceForm, PieceForm
from fairs.models import Attachment
from fairs.operations.attachments import attach_file, detach_file
from fairs.operations.planning import add_pieces, move_piece, remove_piece, save_piece
from fairs.planning.kinds import PieceKind, shown
from fairs.planning.naming import lists_of
from fairs.planning.pieces import kind_of
from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.removals.models import Removal
from otopfair.rights.may import may, permission_of
from otopfair.staff.site import staff_site
from otopfair.stale import StalePage, seen_of
from otopfair.thai.digits import whole_number

CHANGES_SHOWN = 50
NO_ACTS: dict = {}


@dataclass
class Piece:
    """A piece as the page shows it: to be read, or with its form."""

    sheet: "Sheet"
    kind: PieceKind
    row: object
    form: PieceForm | None = None
    seen_now: str = ""  # the fingerprint of what somebody else has put there
    group: str = ""  # the list that it stands in
    moves: bool = False  # whether it has others to change places with
    problem: str = ""

    @property
    def id(self) -> str:
        return f"{self.kind.key}-{self.row.pk}" if self.kind.above else self.kind.key

    @property
    def seen(self) -> str:
        return seen_of(shown(self.row, self.kind.fields))

    @property
    def doubts(self) -> list[str]:
        """What looks wrong in it, and may be right all the same."""
        return list(self.kind.doubts(self.row)) if self.kind.doubts else []

    @property
    def template(self) -> str:
        return f"fairs/work/planning/{self.sheet.name}_{self.kind.key}.html"


@dataclass
class NewRows:
    """The place where rows are added to one list."""

    kind: PieceKind
    within: dict
    form: NewPieceForm | None = None

    @property
    def id(self) -> str:
        return "-".join([self.kind.key, *(str(value or 0) for value in self.within.values())])


TAKES_FILES = ("order", "meeting", "project", "resolution")


@dataclass
class Sheet:
    """The page of `root`, for this request."""

    request: object
    root: object
    name: str
    kinds: tuple[PieceKind, ...]
    kept: dict = field(default_factory=dict)  # forms that were refused, by the id of their place
    status: int = 200
    attach_form: AttachForm | None = None
    _read: dict = field(default_factory=dict)

    @property
    def url(self) -> str:
        return self.request.path

    @property
    def takes_files(self) -> bool:
        return self.name in TAKES_FILES

    @cached_property
    def attaching(self) -> AttachForm:
        return self.attach_form or AttachForm()

    @cached_property
    def may_change(self) -> bool:
        return may(self.request.user, permission_of("change", type(self.root)), self.root)

    def rows(self, key: str, **columns) -> list:
        """The rows of one kind with these values, read once a request."""
        if key not in self._read:
            self._read[key] = list(kind_of(self.kinds, key).rows(self.root))
        wanted = columns.items()
        return [row for row in self._read[key] if all(getattr(row, n) == v for n, v in wanted)]

    def of(self, key: str) -> Piece:
        """The piece of the record itself."""
        return self.piece(kind_of(self.kinds, key), self.root)

    def piece(self, kind: PieceKind, row, group: str = "") -> Piece:
        piece = Piece(self, kind, row, group=group)
        if piece.id in self.kept:
            piece.form, piece.seen_now, piece.problem = self.kept[piece.id]
        elif self.may_change and self.request.GET.get("edit") == piece.id:
            piece.form = self.form_of(piece)
        return piece

    def list_of(self, key: str, **within) -> "Group":
        """Rows of one kind that stand together, and the place to add one."""
        kind, rows = kind_of(self.kinds, key), self.rows(key, **_columns(within, key, self.kinds))
        new = NewRows(kind, within)
        if new.id in self.kept:
            new.form = self.kept[new.id][0]
        elif self.may_change and self.request.GET.get("add") == new.id:
            new.form = NewPieceForm(
                kind=kind, root=self.root, within=within, auto_id=f"{new.id}_%s"
            )
        pieces = [self.piece(kind, row, new.id) for row in rows]
        for piece in pieces:
            piece.moves = self.may_change and kind.has_order and len(pieces) > 1
        return Group(pieces, new)

    def form_of(self, piece: Piece, data=None) -> PieceForm:
        return PieceForm(
            data,
            kind=piece.kind,
            root=self.root,
            row=piece.row,
            names=piece.kind.fields,
            auto_id=f"{piece.id}_%s",
        )


def _columns(within: dict, key: str, kinds) -> dict:
    """Links by their keys."""
    model = kind_of(kinds, key).model
    return {model._meta.get_field(name).attname: value for name, value in within.items()}


@dataclass
class Group:
    pieces: list[Piece]
    new: NewRows

    @property
    def id(self) -> str:
        return f"list-{self.new.id}"


def sheet_page(request, root, *, name: str, kinds, template: str, context_of, acts=NO_ACTS):
    """The page of `root`. `context_of(sheet)` gives what its template lays out; `acts` are what
    else may be pressed on it."""
    sheet = Sheet(request, root, name, kinds)
    if request.method == "POST":
        if not sheet.may_change:
            raise PermissionDenied
        answer = _act(sheet, acts)
        if answer is not None:
            return answer
        root.refresh_from_db()
    cursor = _cursor(root)
    if request.GET.get("since") == str(cursor):
        return HttpResponse(status=204)
    context = {"sheet": sheet, "root": root, "cursor": cursor, "title": str(root)}
    context["pieces"] = {kind.key: sheet.of(kind.key) for kind in kinds if not kind.above}
    context |= {"history": HistoryEntry.objects.of(root)[:CHANGES_SHOWN]}
    context |= {"lists": lists_of(root) if sheet.kept or request.GET else None}
    context |= {"removal": _removal(request), "has_errors": sheet.status != 200}
    context |= {"kind": root._meta.verbose_name, "remove_url": _remove_url(sheet)}
    return staff_site.page(request, template, context | context_of(sheet), status=sheet.status)


def _act(sheet: Sheet, own_acts):
    """Do what was pressed; None when the page has to be shown again."""
    acts = {"add": _add, "move": _move, **own_acts}
    if sheet.takes_files:
        acts |= {"attach": _attach, "detach": _detach}
    return acts.get(sheet.request.POST.get("act", "save"), _change)(sheet)


def _change(sheet: Sheet):
    """Save or remove the piece that was posted."""
    piece = _piece_called(sheet, sheet.request.POST.get("piece", ""))
    if sheet.request.POST.get("act") == "remove" and piece.kind.above:
        return _remove(sheet, piece)
    return _save(sheet, piece)


def _move(sheet: Sheet):
    """What was pressed, or dropped, is "member-5:-1": one place up."""
    name, _, typed = sheet.request.POST.get("move", "").partition(":")
    piece, steps = _piece_called(sheet, name), whole_number(typed.removeprefix("-"))
    if not steps or not piece.kind.has_order or not piece.kind.above:
        raise Http404
    if typed.startswith("-"):
        steps = -steps
    move_piece(sheet.root, piece.kind, piece.row, steps=steps, by=sheet.request.user)
    return redirect(f"{sheet.url}#{piece.id}")


def _piece_called(sheet: Sheet, name: str) -> Piece:
    key, _, number = name.partition("-")
    kind = kind_of(sheet.kinds, key)
    if kind is None:
        raise Http404
    row = sheet.root
    if kind.above:
        row = kind.rows(sheet.root).filter(pk=whole_number(number) or 0).first()
    if row is None:
        raise Http404
    return Piece(sheet, kind, row)


def _save(sheet: Sheet, piece: Piece):
    form = sheet.form_of(piece, sheet.request.POST)
    if form.is_valid():
        try:
            saved = _saved(sheet, piece, form)
        except StalePage as stale:
            sheet.status = stale.status
            form.differences = stale.differences
            piece.form, piece.seen_now, piece.problem = form, stale.seen_now, stale.message
            return _state(sheet, piece)
        except RuleBroken as broken:
            broken.put_on(form)
        else:
            piece.row, piece.form = saved, form
            return _state(sheet, piece) or redirect(f"{sheet.url}#{piece.id}")
    sheet.status, piece.form = 422, form
    return _state(sheet, piece)


def _saved(sheet: Sheet, piece: Piece, form: PieceForm):
    """With "both" or "mine" the person has read the other's text, and decided."""
    data = sheet.request.POST
    decided = data.get("act") in ("both", "mine")
    return save_piece(
        sheet.root,
        piece.kind,
        piece.row,
        form.answers(),
        seen=data.get("seen_now") if decided else form.cleaned_data["seen"] or None,
        both=data.get("act") == "both",
        which=form.which,
        by=sheet.request.user,
    )


def _state(sheet: Sheet, piece: Piece):
    """To a form that saves itself, one line; otherwise None, and the refused form is kept."""
    if sheet.request.htmx:
        problems = [error for errors in piece.form.errors.values() for error in errors]
        context = {"piece": piece, "problem": piece.problem or " ".join(problems)}
        context |= {"saved": timezone.now(), "is_answer": True}
        return render(sheet.request, "fairs/work/planning/_state.html", context)
    if sheet.status != 200:
        sheet.kept[piece.id] = (piece.form, piece.seen_now, piece.problem)
    return None


def _add(sheet: Sheet):
    kind = kind_of(sheet.kinds, sheet.request.POST.get("adds", ""))
    if kind is None or not kind.above:
        raise Http404
    within = {name: _within(sheet, kind, name) for name in kind.within}
    new = NewRows(kind, within)
    form = NewPieceForm(
        sheet.request.POST, kind=kind, root=sheet.root, within=within, auto_id=f"{new.id}_%s"
    )
    if form.is_valid():
        key = form.cleaned_data["form_key"]
        who = {"which": form.which, "by": sheet.request.user}
        try:
            add_pieces(sheet.root, kind, form.rows(), form_key=key, **who)
        except RuleBroken as broken:
            broken.put_on(form)
        else:
            return redirect(f"{sheet.url}?add={new.id}#list-{new.id}")
    sheet.status, sheet.kept[new.id] = 422, (form, "", "")
    return None


def _within(sheet: Sheet, kind: PieceKind, name: str):
    """In which list a new row goes: a choice, or a row below the same record."""
    typed, column = sheet.request.POST.get(name, ""), kind.model._meta.get_field(name)
    if not column.is_relation:
        value = column.to_python(typed) if typed in map(str, dict(column.flatchoices)) else None
        if value is None:
            raise Http404
        return value
    if typed in ("", "0", "None"):
        return None
    rows = column.related_model._default_manager.filter(**{kind.above: sheet.root})
    row = rows.filter(pk=whole_number(typed) or 0).first()
    if row is None:
        raise Http404
    return row.pk


def _remove(sheet: Sheet, piece: Piece):
    by, page = sheet.request.user, sheet.url
    try:
        removal = remove_piece(sheet.root, piece.kind, piece.row, page=page, by=by)
    except RuleBroken as broken:
        form = sheet.form_of(piece)
        sheet.status, sheet.kept[piece.id] = 422, (form, "", broken.message)
        return None
    return redirect(f"{page}?removed={removal.pk}")


def _removal(request) -> Removal | None:
    """What was taken out just now, with the way to put it back."""
    number = whole_number(request.GET.get("removed", ""))
    rows = Removal.objects.visible_to(request.user).filter(restored_at=None)
    return rows.filter(pk=number).first() if number else None


def _attach(sheet: Sheet):
    form = AttachForm(sheet.request.POST, sheet.request.FILES)
    if form.is_valid():
        data = dict(form.cleaned_data)
        try:
            attach_file(sheet.root, sheet.name, data.pop("file"), **data, by=sheet.request.user)
        except RuleBroken as broken:
            broken.put_on(form)
        else:
            return redirect(f"{sheet.url}#files")
    sheet.status, sheet.attach_form = 422, form
    return None


def _detach(sheet: Sheet):
    number = whole_number(sheet.request.POST.get("file", ""))
    rows = Attachment.objects.filter(**{sheet.name: sheet.root})
    row = rows.filter(pk=number or 0).first()
    if row is None:
        raise Http404
    removal = detach_file(row, page=sheet.url, by=sheet.request.user)
    return redirect(f"{sheet.url}?removed={removal.pk}")


def _remove_url(sheet: Sheet) -> str:
    """Where the whole record is removed, for who may; a resolution goes from its meeting."""
    root = sheet.root
    if not sheet.kinds or not may(sheet.request.user, permission_of("delete", type(root)), root):
        return ""
    return reverse(f"staff:{root._meta.app_label}_{root._meta.model_name}_delete", args=[root.pk])


def _cursor(root) -> int:
    """The newest act on the record: an open page asks whether there is a newer one."""
    return HistoryEntry.objects.of(root).values_list("pk", flat=True).first() or 0
