from products.models.catalogue import (
    OfferedProduct,
    Product,
    ProductGroup,
    StarRating,
    StarRound,
)
from products.models.imports import HeadingMeaning, ImportBatch, ImportedRow
from products.models.photos import PhotoState, ProductPhoto

__all__ = [
    "HeadingMeaning",
    "ImportBatch",
    "ImportedRow",
    "OfferedProduct",
    "PhotoState",
    "Product",
    "ProductGroup",
    "ProductPhoto",
    "StarRating",
    "StarRound",
]
