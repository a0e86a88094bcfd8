"""What makes a ModelAdmin a list of the house: see `register_list`, `searching` and `filters`."""

from django.urls import reverse

from otopfair.staff.lists.columns import columns_of
from otopfair.staff.lists.filters import filters_of
from otopfair.staff.lists.register_list import RegisterList
from otopfair.staff.lists.saved import views_of
from otopfair.staff.lists.searching import search
from otopfair.staff.lists.words import words_of


class ListsRowsMixin:
    """For registers. A register names its columns, and perhaps:

    `tells_more`   whether the fields of its records may stand beside them,
    `sorted_by`    by which columns of the database one that is computed is ordered,
    `bulk_fields`  what may be set in many records at once.
    """

    tells_more = True
    sorted_by: dict[str, list[str]] = {}
    bulk_fields: tuple[str, ...] = ()

    def get_changelist(self, request, **kwargs):
        return RegisterList

    def get_list_filter(self, request):
        return filters_of(self, columns_of(self, request))

    def get_search_results(self, request, queryset, search_term):
        return search(self, queryset, search_term), False

    def changelist_view(self, request, extra_context=None):
        label = self.opts.label_lower
        words = words_of(label)
        context = {
            "words": words,
            "leads": bool(words and words.page and self.admin_site.opens(request.user, words.page)),
            "views": views_of(request.user, label, request.GET.urlencode()),
            "export_url": reverse("staff:register-export", args=[label]),
            "views_url": reverse("staff:register-views", args=[label]),
            "bulk_url": reverse("staff:register-bulk", args=[label]),
            "bulk_acts": self.bulk_acts(request),
            **(extra_context or {}),
        }
        return super().changelist_view(request, context)

    def bulk_acts(self, request) -> list[tuple[str, str]]:
        """What may be done to many rows: (act, words)."""
        acts = []
        if self.has_change_permission(request):
            acts = [act for name in self.bulk_fields for act in self._settings(name)]
        if self.has_delete_permission(request):
            acts.append(("delete", "ลบ"))
        return acts

    def save_one_of_many(self, row) -> None:
        """A register whose records keep more in step saves that along."""
        row.save()

    def _settings(self, name: str) -> list[tuple[str, str]]:
        column = self.opts.get_field(name)
        return [
            (f"{name}:1", f"{column.verbose_name}: ใช่"),
            (f"{name}:0", f"{column.verbose_name}: ไม่ใช่"),
        ]
