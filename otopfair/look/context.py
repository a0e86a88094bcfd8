"""Context that every page's frame needs. No session, no user: pages stay cacheable."""

from django.conf import settings

OFFICE_WITHOUT_SETTINGS = {
    "name": "สำนักงานพัฒนาชุมชนจังหวัด",
    "address": "",
    "phone": "043-000-000",
}


def office(request):
    """The office that answers: ``settings.SITE_OFFICE`` with name, address, phone."""
    return {"office": getattr(settings, "SITE_OFFICE", OFFICE_WITHOUT_SETTINGS)}
