"""The page that lists every register, by the work that officers do with it."""

from django.shortcuts import render

from otopfair.rights.roles import USE_STAFF_SITE
from otopfair.staff.lists.words import register_groups
from otopfair.staff.site import staff_site

OTHERS = "ทะเบียนอื่น"


@staff_site.work_page(
    "registers/",
    name="registers",
    permission=USE_STAFF_SITE,
    group="registers",
    label="ทะเบียนทั้งหมด",
    icon="folder-kanban",
    order=90,
)
def registers(request):
    """Registers that this user may open, with what each is for."""
    opened = {
        f"{app['app_label']}.{model['object_name'].lower()}": model
        for app in staff_site.get_app_list(request)
        for model in app["models"]
    }
    groups = [(group.title, _lines(group, opened)) for group in register_groups()]
    named = {one.model for group in register_groups() for one in group.registers}
    groups.append((OTHERS, [("", model) for label, model in opened.items() if label not in named]))
    context = {
        **staff_site.each_context(request),
        "groups": [(title, lines) for title, lines in groups if lines],
    }
    return render(request, "staff/registers.html", context)


def _lines(group, opened: dict) -> list[tuple[str, dict]]:
    return [(one.what, opened[one.model]) for one in group.registers if one.model in opened]
