"""A project as visitors read it: what its officers have made public, and no more."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from fairs.models import FairEvent, Project
from fairs.planning.results import money_of


@login_not_required
@require_safe
@cache_control(public=True, max_age=60)
def public_project(request, project_id: int):
    """Aims, activities with their published fairs, figures and what money it was given."""
    rows = Project.objects.filter(is_public=True).select_related("province", "owner_agency")
    project = get_object_or_404(rows, pk=project_id)
    fairs = FairEvent.objects.published().filter(activities__project=project)
    shown = {fair_event.pk: fair_event for fair_event in fairs}
    activities = list(project.activities.select_related("fair_event"))
    context = {
        "project": project,
        "activities": [(one, shown.get(one.fair_event_id)) for one in activities],
        "money": money_of(list(project.budget_lines.all())),
        "partners": project.partners.select_related("agency"),
    }
    return render(request, "fairs/project.html", context)
