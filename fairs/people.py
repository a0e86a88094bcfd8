"""Who may do something at a fair, as a list of people."""

from django.db.models import Q

from fairs.models import Assignment, FairEvent
from otopfair.accounts.models import User
from otopfair.rights.roles import Role, granted


def people_with(permission: str, fair_event: FairEvent):
    """The accounts whose role of today grants `permission` on all of `fair_event`, by name."""
    roles = [role for role in Role if role != Role.ADMINISTRATOR and granted(role, permission)]
    here = Q(province=fair_event.home_province_id) | Q(fair_event=fair_event)
    held = Assignment.objects.current().filter(here, role__in=roles)
    return User.objects.filter(is_active=True, pk__in=held.values("user")).order_by(
        "sort_key", "pk"
    )
