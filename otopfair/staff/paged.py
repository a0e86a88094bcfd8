"""Registers that list, and do not type: each record has a page of its own, and a page to begin."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from otopfair.staff.registers import StaffModelAdmin


class PagedModelAdmin(StaffModelAdmin):
    """`own_page` is the page of a record; without a `begin_page` records begin elsewhere.

    `fields` are the columns that may stand beside those of the list. The addresses of the forms
    lead on, so that no link goes nowhere.
    """

    own_page = ""
    begin_page = ""

    def page_of(self, row, kept_filters: str = "") -> str:
        """The record's page; its way back is the page before, not the list."""
        return reverse(self.own_page, args=[row.pk])

    @property
    def begin_url(self) -> str:
        return reverse(self.begin_page) if self.begin_page else ""

    def is_here(self, name: str) -> bool:
        """Whether the page of this name is one of the register's own."""
        return name in {page.rpartition(":")[2] for page in (self.own_page, self.begin_page)}

    def has_add_permission(self, request, obj=None):
        return bool(self.begin_page) and super().has_add_permission(request, obj)

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        return redirect(self.begin_page)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        writes = request.method == "POST"
        is_let_in = self.has_change_permission if writes else self.has_view_permission
        if not is_let_in(request):
            raise PermissionDenied
        row = self.get_object(request, object_id)
        if row is None:
            raise Http404
        if not is_let_in(request, row):
            raise PermissionDenied
        return redirect(self.page_of(row))
