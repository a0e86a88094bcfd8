"""Applications of a round with something decided and not told yet."""

from fairs.models import VendorCall
from vendors.models import BoothApplication, Decision, Outcome


def waiting_in(call: VendorCall, user, permission: str) -> list[BoothApplication]:
    """Those that `user` may announce, each with its newest decision as `decision`."""
    rows = BoothApplication.objects.covered_by(user, permission).filter(call=call)
    return with_decision(rows.with_standing().filter(standing__in=Outcome.values))


def with_decision(rows) -> list[BoothApplication]:
    """`rows` by their number, each with the newest decision that waits as `decision`."""
    decisions = Decision.objects.pending().filter(application__in=rows.values("pk"))
    newest = {row.application_id: row for row in decisions.select_related("reason").order_by("pk")}
    waiting = list(
        rows.with_standing()
        .select_related("vendor", "call", "fair_event__series")
        .order_by("reference_number", "pk")
    )
    for application in waiting:
        application.decision = newest[application.pk]
    return waiting
