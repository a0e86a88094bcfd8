from products.models.catalogue import (
    OfferedProduct,
    PhotoState,
    Product,
    ProductGroup,
    ProductPhoto,
    StarRating,
    StarRound,
)
from products.models.imports import ImportBatch, ImportKind
from products.models.sales import BoothSale, BoothSaleRevision, DailyReport, SaleSource
from products.models.targets import FiscalYearResult, TargetRule

__all__ = [
    "BoothSale",
    "BoothSaleRevision",
    "DailyReport",
    "FiscalYearResult",
    "ImportBatch",
    "ImportKind",
    "OfferedProduct",
    "PhotoState",
    "Product",
    "ProductGroup",
    "ProductPhoto",
    "SaleSource",
    "StarRating",
    "StarRound",
    "TargetRule",
]
