"""Products as lists show them: plain values in dictionaries, a fixed number of queries.

Lists are the hottest pages of the portal; model instances and template work per card are what
they would spend their time on.
"""

from datetime import date

from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, Left

from fairs.models.provinces import short_place
from fairs.reports import provinces
from otopfair.addresses import url_by_id
from otopfair.thai.baht import format_baht
from otopfair.thai.calendar import year_in_tongue
from otopfair.thai.folding import highlight, truncate
from otopfair.thai.ranking import Query
from otopfair.tongues import in_tongue, is_english, name_column
from products.models import PhotoState, Product, ProductPhoto
from products.stands import booths_today
from products.units import in_english

TEXT_LENGTH = 90
PRICE_AND_STARS = ("price_baht", "price_unit", "stars", "stars_year_be")

# The name of a product's first ready photo; built once, for it is in every list.
FIRST_PHOTO = Subquery(
    ProductPhoto.objects.filter(product=OuterRef("pk"), state=PhotoState.READY)
    .order_by("sequence", "pk")
    .values("name")[:1]
)


def with_cover(products):
    """Products that know the name of their first photo (`cover`), "" without one."""
    return products.annotate(cover=Coalesce(FIRST_PHOTO, Value("")))


def hits(products, *, query: Query | None = None, today: date | None = None) -> list[dict]:
    """Rows of the catalogue in the order of `products`: two queries, one without `today`.

    With `today`, a hit says in which booth of a running fair it is sold on that day.
    """
    text = "story" if query else Left("story", 2 * TEXT_LENGTH)
    rows = list(products.values_list(*_columns(), text, FIRST_PHOTO))
    booths = booths_today([row[0] for row in rows], today) if today else {}
    names = {row["code"]: row["name"] for row in provinces()}
    url, between = url_by_id("product"), in_tongue(" ", ", ")
    cards = []
    for pk, name, price, unit, stars, year, vendor, code, district, story, photo in rows:
        cards.append(
            {
                "id": pk,
                "url": url(pk),
                "name": name,
                "photo": photo or "",
                "price": price_text(price, unit),
                "stars": stars,
                "year": year_in_tongue(year),
                "vendor": vendor,
                "where": district and in_tongue(f"อ.{district}", district),
                "maker": f"{vendor}{between}{short_place(code, names[code], district)}",
                "text": _text(story, query),
                "booth": booths.get(pk, ""),
            }
        )
    return cards


def _columns() -> tuple:
    place = ("province_id", name_column("vendor__district__"))
    return ("pk", name_column(), *PRICE_AND_STARS, name_column("vendor__"), *place)


def hits_in_order(ids: list[int], **options) -> list[dict]:
    """Like `hits`, for ids that are in order already."""
    by_id = {card["id"]: card for card in hits(Product.objects.filter(pk__in=ids), **options)}
    return [by_id[pk] for pk in ids if pk in by_id]


def tiles(products) -> list[dict]:
    """Tiles for `products/tiles.jinja`: one query."""
    return hits(products)


def price_text(price, unit: str) -> str:
    """ "2,500 บาท ต่อผืน"; empty while the price is not known."""
    if price is None:
        return ""
    amount = format_baht(price).replace(" ", "\u00a0")
    if not unit:
        return amount
    if is_english():
        return f"{amount} / {in_english(unit)}"
    return f"{amount} {unit}" if unit.startswith("ต่อ") else f"{amount} ต่อ{unit}"


def _text(story: str, query: Query | None) -> str:
    story = story.replace("\n", " ")
    if query:
        before = 0
        for piece, found in highlight(story, query.text):
            if found:
                break
            before += len(piece)
        if TEXT_LENGTH // 2 < before < len(story):
            start = story.find(" ", before - TEXT_LENGTH // 2, before)
            if start >= 0:
                return truncate(f"… {story[start + 1 :]}", TEXT_LENGTH)
    return truncate(story, TEXT_LENGTH)
