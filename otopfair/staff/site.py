"""The one staff site: registers (Django admin) and work pages in the same frame and menu."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import update_wrapper

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.urls import path, reverse

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
    """One work page: its view, address, and its place in the rail (when it has a label)."""

    view: Callable
    route: str
    name: str
    permission: str
    group: str = ""
    label: str = ""
    icon: str = ""
    count: Callable | None = None


@dataclass(frozen=True)
class RailRegister:
    """A register that stands in the rail: model label, group, icon."""

    model: str
    group: str
    icon: str
    label: str = ""


class StaffAdminSite(AdminSite):
    site_header = "ระบบเจ้าหน้าที่"
    site_title = "ระบบเจ้าหน้าที่ โอทอปแฟร์"
    index_title = "งานที่รอคุณวันนี้"
    enable_nav_sidebar = False
    final_catch_all_view = True

    def __init__(self, name="staff"):
        super().__init__(name)
        self.work_pages: list[WorkPage] = []
        self.rail_registers: list[RailRegister] = []
        # The roof sets both: the front page, and the words for "whose rows" beside the name.
        self.desk: Callable | None = None
        self.scope_label: Callable = str

    def has_permission(self, request) -> bool:
        return request.user.is_staff

    def work_page(self, route: str, *, name: str, permission: str, **menu):
        """Register a function view on this site: signed in, staff, `permission` or 403."""

        def register(view):
            self.work_pages.append(
                WorkPage(self._gated(view, permission), route, name, permission, **menu)
            )
            return view

        return register

    def _gated(self, view, permission):
        def gated(request, *args, **kwargs):
            if not request.user.has_perm(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        update_wrapper(gated, view)
        return self.admin_view(gated)

    def rail_register(self, model: str, *, group: str, icon: str, label: str = "") -> None:
        """Put a register into the rail."""
        self.rail_registers.append(RailRegister(model, group, icon, label))

    def get_urls(self):
        work = [path(page.route, page.view, name=page.name) for page in self.work_pages]
        return work + super().get_urls()

    def index(self, request, extra_context=None):
        """The officer's desk stands on the front page."""
        if self.desk is None:
            return super().index(request, extra_context)
        return self.desk(request)

    def each_context(self, request):
        """Frame of every page: rail, province and position of the officer."""
        context = super().each_context(request)
        user = request.user
        if user.is_authenticated and user.is_staff:
            context["rail"] = self.rail_for(request)
            context["staff_scope"] = self.scope_label(user)
            context["staff_position"] = user.position_title
            if any(page.name == "search" for page in self.work_pages):
                context["staff_search_url"] = reverse(f"{self.name}:search")
        return context

    def rail_for(self, request) -> list[dict]:
        """The menu that this user may use: groups of {url, label, icon, count, current}."""
        items: dict[str, list[dict]] = {key: [] for key in RAIL_GROUPS}
        for page in self.work_pages:
            if page.label and request.user.has_perm(page.permission):
                count = page.count(request) if page.count else 0
                items[page.group].append(
                    self._rail_item(request, reverse(f"{self.name}:{page.name}"), page, count)
                )
        by_label = {model._meta.label_lower: model for model in self._registry}
        for register in self.rail_registers:
            model = by_label[register.model]
            if self._registry[model].has_view_permission(request):
                app, kind = model._meta.app_label, model._meta.model_name
                label = register.label or model._meta.verbose_name_plural
                url = reverse(f"{self.name}:{app}_{kind}_changelist")
                items[register.group].append(
                    {
                        "url": url,
                        "label": label,
                        "icon": register.icon,
                        "count": 0,
                        "current": request.path.startswith(url),
                    }
                )
        return [{"label": RAIL_GROUPS[key], "items": rows} for key, rows in items.items() if rows]

    @staticmethod
    def _rail_item(request, url, page, count):
        current = request.path == url or (
            url != reverse("staff:index") and request.path.startswith(url)
        )
        return {
            "url": url,
            "label": page.label,
            "icon": page.icon,
            "count": count,
            "current": current,
        }


staff_site = StaffAdminSite()
