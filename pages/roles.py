"""Who may do what, read from the table of roles; and roles given and taken, with their trace."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from fairs.forms import GiveRoleForm, TakeRoleForm
from fairs.models import PLACES_OF_ROLE, Assignment, District, FairEvent, Province
from fairs.operations.assignments import give_role, give_role_to_newcomer, take_role
from otopfair.accounts.models import CodeUse
from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.paging import page_of
from otopfair.rights.may import may
from otopfair.rights.roles import USE_STAFF_SITE, Role
from otopfair.staff.site import staff_site
from pages.rights_table import tables
from vendors.views.work.people import sign_in_slip, slip_page

LIST = "fairs.view_assignment"
GIVE = "fairs.add_assignment"
TAKE = "fairs.change_assignment"
HELD = Assignment.objects.select_related("user", "province", "district__province", "fair_event")
KINDS = {
    "province": ("จังหวัด", Province.objects.order_by("sort_key"), "name_th"),
    "district": ("อำเภอ", District.objects.select_related("province"), "long_name"),
    "fair_event": ("งาน", FairEvent.objects.order_by("-opens_on", "-pk"), "__str__"),
}
MOST_PLACES, TRACE = 1000, 30


@staff_site.work_page(
    "roles/",
    name="roles",
    permission=USE_STAFF_SITE,
    group="registers",
    label="ใครทำอะไรได้",
    icon="users",
    order=80,
)
def roles(request):
    """The table for everybody; who has a role now, for those who look after it."""
    held = HELD.covered_by(request.user, LIST)
    trace = HistoryEntry.objects.filter(
        subject_type=Assignment._meta.label_lower, subject_id__in=held.order_by().values("pk")
    )
    context = {
        "title": "ใครทำอะไรได้",
        "roles": list(Role),
        "tables": tables(),
        "mine": HELD.filter(user=request.user).current(),
        "may_list": may(request.user, LIST),
        "page": page_of(request, held.current().order_by("role", "user__full_name", "pk")),
        "to_give": roles_to_give(request.user),
        "trace": trace.order_by("-pk")[:TRACE],
    }
    return staff_site.page(request, "pages/roles.html", context)


@staff_site.work_page("roles/give/<str:role>/", name="role-give", permission=GIVE)
@require_http_methods(["GET", "POST"])
def role_give(request, role):
    """Give one role to one account, at a place that the giver holds."""
    if role not in Role:
        raise Http404
    role = Role(role)
    if role not in roles_to_give(request.user):
        raise PermissionDenied
    places = _places(request.user, role)
    form = GiveRoleForm(request.POST or None, role=role, places=places, by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            return _give(request, form, role)
        except RuleBroken as broken:
            broken.put_on(form)
    context = {"title": f"ให้บทบาท{role.label}", "form": form}
    status = 422 if form.errors else 200
    return staff_site.page(request, "pages/role_give.html", context, status=status)


def _give(request, form: GiveRoleForm, role: Role):
    """Back to the roles; who had no account gets a slip with the first code."""
    if form.newcomer is None:
        user = form.cleaned_data["account"]
        given = give_role(user, role, by=request.user, **form.answers())
        messages.success(request, f"ให้บทบาทแล้ว: {given}")
        return redirect("staff:roles")
    given, code = give_role_to_newcomer(form.newcomer, role, by=request.user, **form.answers())
    slip = sign_in_slip(given.user, code, CodeUse.FIRST)
    return slip_page(request, slip, back_url=reverse("staff:roles"))


@staff_site.work_page(
    "roles/<int:assignment_id>/take/", name="role-take", permission=TAKE, row=HELD
)
@require_http_methods(["GET", "POST"])
def role_take(request, assignment):
    """Take a role back, with the reason."""
    form = TakeRoleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            take_role(assignment, by=request.user, **form.cleaned_data)
        except RuleBroken as broken:
            broken.put_on(form)
        else:
            messages.success(request, f"ถอนบทบาทแล้ว: {assignment}")
            return redirect("staff:roles")
    context = {
        "title": "ถอนบทบาท",
        "assignment": assignment,
        "form": form,
        "history": HistoryEntry.objects.of(assignment)[:50],
    }
    status = 422 if form.errors else 200
    return staff_site.page(request, "pages/role_take.html", context, status=status)


def roles_to_give(user) -> list[Role]:
    return [role for role in Role if may(user, f"fairs.give_{role}")]


def _places(user, role: Role) -> list:
    """Where `user` may give `role`: groups of ("kind:key", name), as a choice field reads them."""
    permission, groups = f"fairs.give_{role}", []
    for kind in PLACES_OF_ROLE[role]:
        if kind == "everything":
            if Province.objects.all().is_everywhere(user, permission):
                groups.append(("ทั้งหมด", [("everything:1", "ทุกจังหวัด ทุกงาน")]))
            continue
        title, rows, name = KINDS[kind]
        held = rows.covered_by(user, permission)[:MOST_PLACES]
        groups.append((title, [(f"{kind}_id:{row.pk}", _name(row, name)) for row in held]))
    return groups


def _name(row, name: str) -> str:
    return str(row) if name == "__str__" else getattr(row, name)
