"""One page of a register: its rows by columns, in the order, search and filters of the address."""

from dataclasses import dataclass

from django.contrib.admin.views.main import ORDER_VAR, SEARCH_VAR, ChangeList
from django.db import models

from otopfair.paging import page_of
from otopfair.staff.lists.columns import NONE, ListColumn, columns_of, more_columns_of
from otopfair.staff.lists.sorting import downwards, upwards

COLUMNS_VAR, PAGE_VAR = "cols", "page"
OWN_VARS = (COLUMNS_VAR, PAGE_VAR)


@dataclass(frozen=True)
class Cell:
    column: ListColumn
    text: str

    @property
    def is_empty(self) -> bool:
        return self.text in ("", NONE)


@dataclass(frozen=True)
class Row:
    record: models.Model
    url: str
    name: Cell
    cells: list[Cell]


class RegisterList(ChangeList):
    """Django's list with named columns: `?cols=` chooses them, `?o=-name` orders by one."""

    def __init__(self, request, model, *args, **kwargs):
        admin = args[-3]
        own = columns_of(admin, request)
        more = more_columns_of(admin, request, {column.name for column in own})
        self.choices = [*own, *more]
        self.columns = _chosen(self.choices, request.GET.getlist(COLUMNS_VAR)) or own
        self.chooses_columns = [c.name for c in self.columns] != [c.name for c in own]
        super().__init__(request, model, *args, **kwargs)
        self.address = request.GET.urlencode()

    def get_filters_params(self, params=None):
        named = super().get_filters_params(params)
        return {key: value for key, value in named.items() if key not in OWN_VARS}

    def get_query_string(self, new_params=None, remove=None):
        """Another filter or order begins at the first page."""
        return super().get_query_string({PAGE_VAR: None, **(new_params or {})}, remove)

    def get_ordering(self, request, queryset):
        asked = self.params.get(ORDER_VAR, "")
        column = self.column_called(asked.lstrip("-"))
        if column is None or not column.order:
            own = self.model_admin.get_ordering(request) or self._get_default_ordering()
            return self._get_deterministic_ordering(list(own))
        turned = downwards if asked.startswith("-") else upwards
        return [*turned(column.order), "pk"]

    def column_called(self, name: str) -> ListColumn | None:
        return next((column for column in self.choices if column.name == name), None)

    def apply_select_related(self, qs):
        shown = {c.relation for c in self.columns if c.relation and c.source is not None}
        named = self.list_select_related or ()
        read = {*named, *shown} if named is not True else shown
        return qs.select_related(*sorted(read)) if read else qs

    def get_results(self, request):
        self.page = page_of(request, self.queryset, per_page=self.list_per_page)
        self.paginator = self.page.paginator
        self.result_count = self.full_result_count = self.paginator.count
        self.result_list = self.page.object_list
        self.show_full_result_count = self.can_show_all = False
        self.show_admin_actions, self.multi_page = True, self.page.has_other_pages()

    # --- For the page ----------------------------------------------------------------------

    @property
    def heads(self) -> list[dict]:
        return [self._head(column) for column in self.columns]

    def _head(self, column: ListColumn) -> dict:
        asked = self.params.get(ORDER_VAR, "")
        is_up, is_down = asked == column.name, asked == f"-{column.name}"
        turned = f"-{column.name}" if is_up else column.name
        return {
            "column": column,
            "url": self.get_query_string({ORDER_VAR: turned}) if column.order else "",
            "sorted": "ascending" if is_up else "descending" if is_down else "",
        }

    @property
    def rows(self) -> list[Row]:
        page_of, kept = self.model_admin.page_of, self.kept_filters
        return [self._row(record, page_of(record, kept)) for record in self.result_list]

    def _row(self, record, url: str) -> Row:
        first, *others = [Cell(column, column.text(record)) for column in self.columns]
        return Row(record, url, first, others)

    @property
    def chips(self) -> list[dict]:
        """What narrows the list now, each with the address without it."""
        chips = []
        if self.query:
            without = self.get_query_string({SEARCH_VAR: None})
            chips.append({"label": f"ค้น: {self.query}", "url": without})
        for spec in self.filter_specs:
            first, *others = list(spec.choices(self))
            chips += [
                {"label": f"{spec.title}: {one['display']}", "url": first["query_string"]}
                for one in others
                if one["selected"]
            ]
        return chips

    @property
    def column_choices(self) -> list[dict]:
        on = {column.name for column in self.columns}
        return [
            {"name": one.name, "label": one.label, "on": one.name in on} for one in self.choices
        ]

    @property
    def kept_filters(self) -> str:
        """What leads back to this list after a record was saved."""
        return f"?{self.preserved_filters}" if self.preserved_filters else ""

    @property
    def clear_url(self) -> str:
        kept = {COLUMNS_VAR, ORDER_VAR}
        gone = {key: None for key in self.filter_params if key not in kept}
        return self.get_query_string(gone)

    @property
    def kept_params(self) -> list[tuple[str, str]]:
        """What a search keeps of the address."""
        return self._params_without(SEARCH_VAR)

    @property
    def params_without_columns(self) -> list[tuple[str, str]]:
        return self._params_without(COLUMNS_VAR)

    def _params_without(self, *names: str) -> list[tuple[str, str]]:
        gone = {*names, PAGE_VAR}
        return [
            (key, value)
            for key, values in self.filter_params.items()
            if key not in gone
            for value in values
        ]


def _chosen(choices: list[ListColumn], names: list[str]) -> list[ListColumn]:
    """The columns that the address names; the first is what a row is called, and stays."""
    wanted = set(names)
    if not wanted & {column.name for column in choices}:
        return []
    return [column for at, column in enumerate(choices) if at == 0 or column.name in wanted]
