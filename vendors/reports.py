"""What public pages ask about vendors: where they are from, and who answers a search."""

from operator import itemgetter

from django.db.models import F

from fairs.matching import Columns, find, matches, rank
from fairs.models.provinces import short_place
from fairs.reading import Reading
from fairs.suggesting import as_likely, best_few
from otopfair.thai.ranking import Query
from otopfair.tongues import name_column
from vendors.models import Vendor

MOST_HITS = 1001


# A visitor must not find a vendor by its contact person, who is in `search_text` for officers.
BY_PUBLIC_NAME = Columns(text="name_folded", words="", stories=(), category="", stars="")


def search_vendors(query: Query, province: str = "") -> list[int]:
    """Ids of published vendors whose name or place answers `query`, best first; at most 1,001."""
    vendors = Vendor.objects.published()
    if province:
        vendors = vendors.filter(province=province)

    def read(readings: list[Reading]) -> list[tuple]:
        hits = vendors.filter(matches(readings, BY_PUBLIC_NAME))
        hits = hits.annotate(rank=rank(readings, BY_PUBLIC_NAME)).order_by("rank", "sort_key", "pk")
        return list(hits.values_list("pk", "rank")[:MOST_HITS])

    return [pk for pk, _rank in find(query, vendors, BY_PUBLIC_NAME, read).rows] if query else []


def suggest_vendors(query: Query, most: int) -> list[tuple]:
    """(id, name, province) for what is still being typed; one statement."""
    rows = best_few(query, Vendor.objects.published(), BY_PUBLIC_NAME, ("sort_key", "pk"))
    columns = ("pk", name_column(), name_column("province__"), "rank")
    return as_likely(list(rows.values_list(*columns)[:most]), itemgetter(-1))


def vendor_cards(vendors) -> list[dict]:
    """Rows of a vendor list in the order of `vendors`: plain values, one query."""
    names = (name_column(), "province_id", name_column("province__"), name_column("district__"))
    return [
        {"id": pk, "name": name, "place": short_place(code, province, district), "story": story}
        for pk, name, code, province, district, story in vendors.values_list("pk", *names, "story")
    ]


def vendor_cards_by_id(ids: list[int]) -> list[dict]:
    """Like `vendor_cards`, for ids that are in order already."""
    by_id = {card["id"]: card for card in vendor_cards(Vendor.objects.filter(pk__in=ids))}
    return [by_id[pk] for pk in ids if pk in by_id]


def names_first(vendors):
    """`vendors` in Thai order of names."""
    return vendors.order_by(F("sort_key"), F("pk"))
