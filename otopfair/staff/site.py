"""The one staff site: registers (Django admin) and work pages in the same frame and menu."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial, update_wrapper
from operator import attrgetter

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.functional import SimpleLazyObject

from otopfair.rights.may import may
from otopfair.sessions import seconds_left
from otopfair.staff.gate import gate
from otopfair.staff.waiting import numbers_of

# The rail, in the order of work.
RAIL_GROUPS = {
    "prepare": "1 เตรียมงาน",
    "call": "2 รับสมัคร",
    "run": "3 ระหว่างงาน",
    "report": "4 สรุปงาน",
    "registers": "5 ทะเบียน",
}


@dataclass(frozen=True)
class WorkPage:
    """One work page: its view, address, and its place in the rail (when it has a label).

    `waits` answers for a person with the querysets of what is to be done there; they depend on
    the person's roles and on today, on nothing else (they are put together once for all).
    """

    view: Callable
    route: str
    name: str
    permission: str
    group: str = ""
    label: str = ""
    icon: str = ""
    waits: Callable | None = None
    order: int = 50


@dataclass(frozen=True)
class RailRegister:
    """A register that stands in the rail: model label, group, icon."""

    model: str
    group: str
    icon: str
    label: str = ""
    order: int = 50


class LongNameJsonView(AutocompleteJsonView):
    """Choices by their long name where the model has one: subdistricts share names."""

    def get_queryset(self):
        related = self.model_admin.list_select_related
        rows = super().get_queryset()
        if (register := self.admin_site._registry.get(self.source_field.model)) is not None:
            usable = register.usable_rows(self.source_field, self.request)
            rows = rows.filter(pk__in=usable.order_by().values("pk"))
        return rows.select_related(*related) if related else rows

    def serialize_result(self, obj, to_field_name):
        result = super().serialize_result(obj, to_field_name)
        return {**result, "text": getattr(obj, "long_name", result["text"])}


class StaffAdminSite(AdminSite):
    site_header = "ระบบเจ้าหน้าที่"
    site_title = "ระบบเจ้าหน้าที่โอทอปแฟร์"
    index_title = "งานที่รอคุณวันนี้"
    enable_nav_sidebar = False
    final_catch_all_view = True

    def __init__(self, name="staff"):
        super().__init__(name)
        self.work_pages: list[WorkPage] = []
        self.rail_registers: list[RailRegister] = []
        # The roof sets them: the front page, the words for "whose rows" beside the name.
        self.desk: Callable | None = None
        self.scope_label: Callable = str
        # Whose keys are equal may do the same with the same rows.
        self.roles_key: Callable = attrgetter("pk")

    def has_permission(self, request) -> bool:
        return request.user.is_staff

    def work_page(self, route: str, *, name: str, permission: str, row=None, **menu):
        """Register a function view on this site, behind the gate.

        `row` is where the row that the address names comes from: a manager or a queryset with
        what the page needs. The view gets `fair_event` for the address's `fair_event_id`.
        """

        def register(view):
            gated = self.admin_view(gate(view, route, permission, row))
            self.work_pages.append(WorkPage(gated, route, name, permission, **menu))
            return view

        return register

    def admin_view(self, view, cacheable=False):
        """A stranger signs in first; one without a role is refused, not sent round in a circle."""
        inner = super().admin_view(view, cacheable)

        def checked(request, *args, **kwargs):
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not self.has_permission(request):
                raise PermissionDenied
            return inner(request, *args, **kwargs)

        return update_wrapper(checked, inner)

    def login(self, request, extra_context=None):
        """There is one sign-in page, for everybody."""
        return redirect_to_login(reverse(f"{self.name}:index"))

    def password_change(self, request, extra_context=None):
        """There is one page for a new password, too."""
        return redirect("account_change_password")

    def autocomplete_view(self, request):
        return LongNameJsonView.as_view(admin_site=self)(request)

    def rail_register(self, model: str, **menu) -> None:
        """Put a register into the rail: group, icon, and perhaps label and order."""
        self.rail_registers.append(RailRegister(model, **menu))

    def get_urls(self):
        work = [path(page.route, page.view, name=page.name) for page in self.work_pages]
        return work + super().get_urls()

    def get_app_list(self, request, app_label=None):
        """Every page carries it, few show it: it is made when somebody looks."""
        return SimpleLazyObject(
            lambda: super(StaffAdminSite, self).get_app_list(request, app_label)
        )

    def index(self, request, extra_context=None):
        """The officer's desk stands on the front page."""
        if self.desk is None:
            return super().index(request, extra_context)
        return self.desk(request)

    def app_index(self, request, app_label, extra_context=None):
        """Registers stand on one page, by the work that officers do with them."""
        return redirect(f"{self.name}:registers")

    def each_context(self, request):
        """Frame of every page: rail, province and position of the officer."""
        context = super().each_context(request)
        context["removed_kept_days"] = settings.REMOVED_KEPT_DAYS
        user = request.user
        if user.is_authenticated and user.is_staff:
            context["session_seconds"] = seconds_left(request.session)
            context["rail"] = self.rail_for(request)
            context["staff_scope"] = self.scope_label(user)
            context["staff_position"] = user.position_title
            if any(page.name == "search" for page in self.work_pages):
                context["staff_search_url"] = reverse(f"{self.name}:search")
        return context

    def opens(self, user, route: str) -> bool:
        """Whether `user` may open the work page "staff:review-list" somewhere."""
        name = route.rpartition(":")[2]
        return any(page.name == name and may(user, page.permission) for page in self.work_pages)

    def page(self, request, template, context, *, status=200):
        """A work page in the frame of the site."""
        context = {**self.each_context(request), **context}
        return render(request, template, context, status=status)

    def rail_for(self, request) -> list[dict]:
        """The menu that this user may use: groups of {url, label, icon, count, current}."""
        pages = [
            page for page in self.work_pages if page.label and may(request.user, page.permission)
        ]
        waiting = {page.name: partial(page.waits, request.user) for page in pages if page.waits}
        numbers = numbers_of(waiting, self.roles_key(request.user))
        entries = [
            (page.group, page.order, self._page_entry(request, page, numbers[page.name]))
            for page in pages
        ]
        models = {model._meta.label_lower: model for model in self._registry}
        entries += [
            (register.group, register.order, self._register_entry(request, register, model))
            for register in self.rail_registers
            if self._registry[model := models[register.model]].has_view_permission(request)
        ]
        entries.sort(key=lambda entry: entry[1])
        rail = [
            {"label": label, "items": [entry for group, _, entry in entries if group == key]}
            for key, label in RAIL_GROUPS.items()
        ]
        return [group for group in rail if group["items"]]

    def _page_entry(self, request, page: WorkPage, number: int) -> dict:
        """Pages whose names share the first word ("sales", "sales-fair") are one entry.

        "order" is a page of the register of orders, so it is none of "order-follow-ups".
        """
        here = _name_of(request)
        of_register = any(register.is_here(here) for register in self._registry.values())
        return {
            "url": reverse(f"{self.name}:{page.name}"),
            "label": page.label,
            "icon": page.icon,
            "count": number,
            "current": not of_register and here.split("-")[0] == page.name.split("-")[0],
        }

    def _register_entry(self, request, register: RailRegister, model) -> dict:
        app, kind = model._meta.app_label, model._meta.model_name
        url = reverse(f"{self.name}:{app}_{kind}_changelist")
        here = _name_of(request)
        return {
            "url": url,
            "label": register.label or model._meta.verbose_name_plural,
            "icon": register.icon,
            "count": 0,
            "current": request.path.startswith(url) or self._registry[model].is_here(here),
        }


def _name_of(request) -> str:
    """What the route of this page is called."""
    return (request.resolver_match.url_name or "") if request.resolver_match else ""


staff_site = StaffAdminSite()
