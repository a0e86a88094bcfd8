from sales.models.blocks import EnteredBlock
from sales.models.chasing import ChaseCall, ChaseRule, Heard, SentChase, chase_rule_of
from sales.models.delivery import ReportReader, SentReport
from sales.models.fair_reports import FairReport
from sales.models.follow_ups import FollowUpRound, FollowUpSource, OrderFollowUp
from sales.models.photos import ReportPhoto
from sales.models.sums import QuarterSum, TakingsSum
from sales.models.takings import BoothSale, BoothSaleRevision, DailyReport, SaleSource
from sales.models.targets import FiscalYearResult, ProvinceTarget, ResultSpan, TargetRule
from sales.models.wording import ReportWording
from sales.models.zone_entry import ZoneEntry

__all__ = [
    "BoothSale",
    "BoothSaleRevision",
    "ChaseCall",
    "ChaseRule",
    "DailyReport",
    "EnteredBlock",
    "FairReport",
    "FiscalYearResult",
    "FollowUpRound",
    "FollowUpSource",
    "Heard",
    "OrderFollowUp",
    "ProvinceTarget",
    "QuarterSum",
    "ReportPhoto",
    "ReportReader",
    "ReportWording",
    "ResultSpan",
    "SaleSource",
    "SentChase",
    "SentReport",
    "TakingsSum",
    "TargetRule",
    "ZoneEntry",
    "chase_rule_of",
]
