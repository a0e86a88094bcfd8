"""Messages to the signed-in person."""

from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from otopfair.outbox.models import OutboxMessage
from otopfair.outbox.writing import mark_read
from otopfair.paging import page_of
from vendors.views.portal.access import portal_page, vendor_page


@vendor_page
@require_http_methods(["GET", "POST"])
def inbox(request):
    """The person's messages, newest first. POST marks one read and goes to its page, or all."""
    received = OutboxMessage.objects.inbox_of(request.user)
    if request.method == "POST":
        return _mark_read(request, received)
    context = {"page": page_of(request, received, per_page=20)}
    return portal_page(request, "vendors/portal/messages.html", context)


def _mark_read(request, received):
    which = request.POST.get("message", "")
    if not (which.isascii() and which.isdigit()):
        mark_read(received)
        return redirect("my-messages")
    mark_read(received.filter(pk=which))
    message = received.filter(pk=which).first()
    if message and url_has_allowed_host_and_scheme(message.link, allowed_hosts=None):
        return redirect(message.link)
    return redirect("my-messages")
