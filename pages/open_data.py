"""What the portal gives away: sets of public rows as files, their schemas, and a catalogue."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from fairs.open_data import FAIRS
from otopfair.accounts.limits import count_try
from otopfair.documents.csv_text import csv_bytes
from otopfair.documents.open_data import DataSet, Part
from otopfair.look.sharing import absolute, list_shared
from otopfair.proxies import client_address
from otopfair.thai.digits import whole_number
from otopfair.tongues import ENGLISH, THAI, spoken
from products.open_data import PRODUCTS
from vendors.open_data import RESULTS, VENDORS

DATA_SETS = {one.name: one for one in (FAIRS, VENDORS, PRODUCTS, RESULTS)}
KEPT_SECONDS = 300
PRETTY = {"ensure_ascii": False, "indent": 1}


@login_not_required
@require_safe
@conditional_page
@cache_control(public=True, max_age=KEPT_SECONDS)
def open_data(request):
    """For people: what there is, what each column means, and how to read on."""
    shared = list_shared(
        _("ข้อมูลเปิด"),
        _("งานแฟร์ ผู้ผลิต สินค้า และผลการคัดเลือก เป็นไฟล์ CSV และ JSON ให้นำไปใช้ต่อได้"),
        reverse("open-data"),
    )
    context = {"data_sets": DATA_SETS.values(), "shared": shared, "licence": settings.DATA_LICENCE}
    return render(request, "pages/open_data.html", context)


@login_not_required
@require_safe
@conditional_page
@cache_control(public=True, max_age=KEPT_SECONDS)
def data_file(request, name: str, kind: str):
    """A part of a set, as `kind` says: "csv" or "json"; ?after= is the end of the part before.

    The address of the next part stands in the header "Link", in JSON also in the file.
    """
    data_set, write = _data_set(name), KINDS.get(kind)
    if write is None:
        raise Http404
    count_try("open-data", address=client_address(request))
    part = data_set.read(_after(request))
    response = write(data_set, part, _next(request, part))
    response["Access-Control-Allow-Origin"] = "*"
    if part.following is not None:
        response["Link"] = f'<{_next(request, part)}>; rel="next"'
    return response


@login_not_required
@require_safe
@cache_control(public=True, max_age=KEPT_SECONDS)
def data_schema(request, name: str):
    """The columns of a set as a Table Schema."""
    return JsonResponse(_data_set(name).schema, json_dumps_params=PRETTY)


@login_not_required
@require_safe
@cache_control(public=True, max_age=KEPT_SECONDS)
def data_catalogue(request):
    """All sets in DCAT, for the government's catalogue to gather."""
    office = _office()
    catalogue = {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
        },
        "@id": absolute(reverse("data-catalogue")),
        "@type": "dcat:Catalog",
        "dct:title": _in_both("ข้อมูลเปิด"),
        "dct:publisher": office,
        "dcat:dataset": [_described(one, office) for one in DATA_SETS.values()],
    }
    return JsonResponse(
        catalogue, content_type="application/ld+json; charset=utf-8", json_dumps_params=PRETTY
    )


def _data_set(name: str) -> DataSet:
    if name not in DATA_SETS:
        raise Http404
    return DATA_SETS[name]


def _after(request) -> int:
    """The key that ?after= names; what is none answers 404, and no part is given for another."""
    after = whole_number(request.GET.get("after", "0"))
    if after is None:
        raise Http404
    return after


def _next(request, part: Part) -> str | None:
    if part.following is None:
        return None
    return absolute(f"{request.path}?{urlencode({'after': part.following})}")


def _csv(data_set: DataSet, part: Part, following: str | None) -> HttpResponse:
    response = HttpResponse(csv_bytes(data_set.names, part.rows), "text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{data_set.name}.csv"'
    return response


def _json(data_set: DataSet, part: Part, following: str | None) -> JsonResponse:
    told = {
        "dataset": data_set.name,
        "licence": settings.DATA_LICENCE,
        "schema": absolute(reverse("data-schema", args=[data_set.name])),
        "next": following,
        "rows": data_set.records(part),
    }
    return JsonResponse(told, json_dumps_params=PRETTY)


KINDS: dict[str, Callable[[DataSet, Part, str | None], HttpResponse]] = {
    "csv": _csv,
    "json": _json,
}
_MEDIA = {"csv": "text/csv", "json": "application/json"}


def _office() -> dict:
    office = settings.SITE_OFFICE
    return {"@type": "foaf:Organization", "foaf:name": _in_thai(office["name"])}


def _described(one: DataSet, publisher: dict) -> dict:
    address = absolute(reverse("data-file", args=[one.name, "json"]))
    return {
        "@id": address.removesuffix(".json"),
        "@type": "dcat:Dataset",
        "dct:identifier": one.name,
        "dct:title": _in_both(one.title),
        "dct:description": _in_both(one.about),
        "dct:publisher": publisher,
        "dct:license": {"@id": settings.DATA_LICENCE},
        "dct:language": "th",
        "dcat:landingPage": {"@id": absolute(reverse("open-data"))},
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "dcat:accessURL": {"@id": absolute(reverse("data-file", args=[one.name, kind]))},
                "dcat:mediaType": _MEDIA[kind],
                "dct:conformsTo": {"@id": absolute(reverse("data-schema", args=[one.name]))},
            }
            for kind in KINDS
        ],
    }


def _in_both(sentence: str) -> list[dict]:
    """A sentence of the catalogue of translations, in Thai and in English."""
    with spoken(ENGLISH):
        return [_in_thai(sentence), {"@value": _(sentence), "@language": ENGLISH}]


def _in_thai(text: str) -> dict:
    return {"@value": text, "@language": THAI}
