"""Who may do something at a fair, as a list of people."""

from django.db.models import Q

from fairs.models import Assignment, FairEvent
from otopfair.accounts.models import User
from otopfair.rights.roles import Role, granted


def people_with(permission: str, fair_event: FairEvent):
    """The accounts whose role of today grants `permission` on all of `fair_event`, by name."""
    return _holding(permission, Q(province=fair_event.home_province_id) | Q(fair_event=fair_event))


def people_in(permission: str, province_id: str):
    """The same in all of a province."""
    return _holding(permission, Q(province=province_id))


def administrators():
    """Who may do everything everywhere, by name."""
    return _those_of(Assignment.objects.current().filter(role=Role.ADMINISTRATOR))


def _holding(permission: str, here: Q):
    roles = [role for role in Role if role != Role.ADMINISTRATOR and granted(role, permission)]
    held = Assignment.objects.current().filter(here, role__in=roles)
    return _those_of(held)


def _those_of(held):
    people = User.objects.filter(is_active=True, pk__in=held.values("user"))
    return people.order_by("sort_key", "pk")


def known_by_role(user):
    """Whose roles `user` looks after, now or before."""
    held = Assignment.objects.covered_by(user, "fairs.view_assignment")
    return held.order_by().values("user")
