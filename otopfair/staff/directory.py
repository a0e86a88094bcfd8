"""The page that lists every register, for those that are too rare to stand in the rail."""

from django.shortcuts import render

from otopfair.rights.roles import USE_STAFF_SITE
from otopfair.staff.site import staff_site


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
    """Registers that this user may open, by app, with the first sentence of what each holds."""
    context = {
        **staff_site.each_context(request),
        "apps": [app for app in staff_site.get_app_list(request) if app["models"]],
    }
    return render(request, "staff/registers.html", context)
