"""Who answers for a province now, and telling them."""

from fairs.models import Assignment
from otopfair.outbox.writing import tell
from otopfair.rights.roles import Role


def officers_of(province_id: str | None) -> list:
    """The officers of a province; the administrators for the whole country, and for a province
    that has no officer now."""
    current = Assignment.objects.current().select_related("user").filter(user__is_active=True)
    officers = current.filter(role=Role.PROVINCIAL_OFFICER, province=province_id)
    administrators = current.filter(role=Role.ADMINISTRATOR)
    held = list(officers) if province_id else []
    return list(dict.fromkeys(one.user for one in held or administrators))


def tell_officers(province_id: str, subject: str, body: str, *, kind: str, link: str) -> None:
    for user in officers_of(province_id):
        tell(user, subject, body, kind=kind, link=link)
