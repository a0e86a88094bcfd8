from sales.models.takings import BoothSale, BoothSaleRevision, DailyReport, SaleSource
from sales.models.targets import FiscalYearResult, TargetRule

__all__ = [
    "BoothSale",
    "BoothSaleRevision",
    "DailyReport",
    "FiscalYearResult",
    "SaleSource",
    "TargetRule",
]
