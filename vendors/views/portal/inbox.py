"""Messages to the signed-in person."""

from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from otopfair.onward import own_address
from otopfair.outbox.models import Delivery
from otopfair.outbox.writing import mark_read
from otopfair.paging import page_of
from otopfair.thai.digits import whole_number
from vendors.views.portal.access import portal_page, vendor_page


@vendor_page
@require_http_methods(["GET", "POST"])
def inbox(request):
    """The person's messages, newest first. POST marks one read and goes to its page, or all."""
    received = Delivery.objects.inbox_of(request.user).select_related("message")
    if request.method == "POST":
        return _mark_read(request, received)
    context = {"page": page_of(request, received, per_page=20)}
    return portal_page(request, "vendors/portal/messages.html", context)


def _mark_read(request, received):
    which = whole_number(request.POST.get("message"))
    if which is None:
        mark_read(received)
        return redirect("my-messages")
    mark_read(received.filter(pk=which))
    delivery = received.filter(pk=which).first()
    link = delivery.message.link if delivery else None
    return redirect(own_address(request, link, reverse("my-messages")))
