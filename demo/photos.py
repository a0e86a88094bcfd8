"""Drawn pictures for the invented products, through the same encoder as uploaded photos."""

from functools import cache
from pathlib import Path

from otopfair.media.encoder import EncodedImage, Limits, encode
from otopfair.media.pictures import store_photo
from products.models import PhotoState, Product, ProductPhoto

FOLDER = Path(__file__).resolve().parent / "pictures"
CLOTHS = ("cloth-indigo", "cloth-lac", "cloth-turmeric", "cloth-almond", "cloth-ebony")
# Goods by their English name; what is missing here keeps the drawing of its category.
PICTURES = {
    "Thapthim Chum Phae rice": ("rice-bowl",),
    "Parboiled germinated rice": ("rice-bowl",),
    "Fermented fish chilli paste": ("chilli-jar",),
    "Dried shrimp chilli paste": ("chilli-jar",),
    "Lychee blossom honey": ("honey-jar",),
    "Honey-dried banana": ("banana-chips",),
    "Durian chips": ("banana-chips",),
    "Roasted ground coffee": ("coffee-cup",),
    "Mudmee silk": CLOTHS,
    "Plain silk": ("stacked-cloth",),
    "Phraewa silk": ("cloth-lac", "cloth-turmeric"),
    "Natural indigo cloth": ("cloth-indigo", "stacked-cloth"),
    "Hand-woven cotton": ("stacked-cloth", "cloth-almond"),
    "Lamphun brocade": ("cloth-turmeric",),
    "Flowing-water weave": ("cloth-almond",),
    "Sticky rice basket": ("basket",),
    "Krajood bag": ("basket",),
    "Rooster bowl": ("chicken-bowl",),
    "Turmeric soap": ("soap",),
}


def attach_photos(products: list[Product]) -> int:
    """Give the products whose goods have a picture a ready photo; the number of photos."""
    photos = [
        photo
        for number, product in enumerate(products)
        if (photo := _photo(product, number)) is not None
    ]
    ProductPhoto.objects.bulk_create(photos)
    return len(photos)


def _photo(product: Product, number: int) -> ProductPhoto | None:
    names = PICTURES.get(product.name_en, ())
    if not names or not (FOLDER / f"{names[0]}.webp").exists():
        return None
    images = _encoded(names[number % len(names)])
    photo = ProductPhoto(
        product=product,
        width=images[-1].width,
        height=images[-1].height,
        state=PhotoState.READY,
        caption=product.name_th,
    )
    store_photo(photo.name, images)
    return photo


@cache
def _encoded(name: str) -> list[EncodedImage]:
    """The sizes of one picture, encoded once for all products that show it."""
    with (FOLDER / f"{name}.webp").open("rb") as file:
        return encode(file, Limits())
