"""What public pages ask about vendors: where they are from, and who answers a search."""

from django.db.models import F

from otopfair.thai.folding import fold
from otopfair.thai.ranking import Query, Rank
from vendors.models import Vendor

MOST_HITS = 1001


def short_place(province_id: str, province: str, district: str | None) -> str:
    """ "อ.ชนบท จ.ขอนแก่น", the short place of a vendor's card."""
    if province_id == "10":
        return f"เขต{district} {province}" if district else province
    return f"อ.{district} จ.{province}" if district else f"จ.{province}"


def search_vendors(query: Query, province: str = "") -> list[tuple]:
    """Ids of published vendors whose public name answers `query`, best first; at most 1,001.

    The stored search text holds the contact person too, for officers. A visitor must not find a
    vendor by it, so every hit is compared with the names again.
    """
    vendors = Vendor.objects.published()
    if province:
        vendors = vendors.filter(province=province)
    for word in query.words:
        vendors = vendors.filter(search_text__contains=word)
    hits = []
    # No ORDER BY: the database may stop as soon as it has enough.
    rows = vendors.order_by().values_list("pk", "name_th", "name_en", "sort_key")[:MOST_HITS]
    for pk, name, name_en, sort_key in rows:
        folded = "\n".join(filter(None, (fold(name), fold(name_en))))
        rank = query.rank(name, folded)
        if rank < Rank.ELSEWHERE:
            hits.append((rank, sort_key, pk))
    return [pk for _rank, _key, pk in sorted(hits)]


VENDOR_CARD = ("pk", "name_th", "province_id", "province__name_th", "district__name_th", "story")


def vendor_cards(vendors) -> list[dict]:
    """Rows of a vendor list in the order of `vendors`: plain values, one query."""
    return [
        {"id": pk, "name": name, "place": short_place(code, province, district), "story": story}
        for pk, name, code, province, district, story in vendors.values_list(*VENDOR_CARD)
    ]


def vendor_cards_by_id(ids: list[int]) -> list[dict]:
    """Like `vendor_cards`, for ids that are in order already."""
    by_id = {card["id"]: card for card in vendor_cards(Vendor.objects.filter(pk__in=ids))}
    return [by_id[pk] for pk in ids if pk in by_id]


def names_first(vendors):
    """`vendors` in Thai order of names."""
    return vendors.order_by(F("sort_key"), F("pk"))
