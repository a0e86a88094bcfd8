"""The address in a message with which a vendor answers without signing in."""

from datetime import timedelta

from django.core import signing
from django.urls import reverse

from vendors.models import Offer

# Long after any deadline: until then the page still says what has become of the offer.
READABLE_FOR = timedelta(days=120)
_signer = signing.TimestampSigner(salt="vendors.offer", sep=".")


def answer_link(offer: Offer) -> str:
    return reverse("offer-answer", args=[_signer.sign(str(offer.pk))])


def offer_of(token: str) -> Offer | None:
    """The offer of a token that we have signed; None for anything else."""
    try:
        key = _signer.unsign(token, max_age=READABLE_FOR)
    except signing.BadSignature:
        return None
    rows = Offer.objects.select_related("application__fair_event", "application__vendor")
    return rows.filter(pk=key).first()
