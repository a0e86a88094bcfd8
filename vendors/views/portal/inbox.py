"""Messages to the signed-in person."""

from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from otopfair.outbox.models import OutboxMessage
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
    unread = received.filter(read_at=None)
    which = request.POST.get("message", "")
    if not which.isdigit():
        unread.update(read_at=timezone.now())
        return redirect("my-messages")
    unread.filter(pk=which).update(read_at=timezone.now())
    message = received.filter(pk=which).first()
    if message and url_has_allowed_host_and_scheme(message.link, allowed_hosts=None):
        return redirect(message.link)
    return redirect("my-messages")
