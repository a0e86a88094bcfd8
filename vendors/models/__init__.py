from vendors.models.allocations import BoothAllocation
from vendors.models.applications import LIVE_STATUSES, ApplicationStatus, BoothApplication
from vendors.models.vendors import Vendor, VendorKind, VendorMember, VendorPhone

__all__ = [
    "LIVE_STATUSES",
    "ApplicationStatus",
    "BoothAllocation",
    "BoothApplication",
    "Vendor",
    "VendorKind",
    "VendorMember",
    "VendorPhone",
]
