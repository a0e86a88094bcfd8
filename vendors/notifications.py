"""What a vendor's people are told after an act. Called inside the transaction of the act."""

from otopfair.outbox.writing import tell
from vendors.models import BoothApplication


def tell_applicant(application: BoothApplication, subject: str, body: str) -> None:
    """Write to every account that acts for the applicant, with a link to the application."""
    members = application.vendor.members.select_related("user").order_by("pk")
    for member in members:
        tell(member.user, subject, body, link=f"/my/applications/{application.pk}/")
