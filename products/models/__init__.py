from products.models.catalogue import (
    OfferedProduct,
    Product,
    ProductGroup,
    StarRating,
    StarRound,
)
from products.models.imports import ImportBatch, ImportedRow
from products.models.photos import PhotoState, ProductPhoto

__all__ = [
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
