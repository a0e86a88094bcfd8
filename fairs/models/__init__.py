from fairs.models.agencies import ActorFields, Agency, AgencyKind, Capacity, Person
from fairs.models.booths import Booth, LandmarkKind, PlanLandmark, Zone
from fairs.models.calls import CallPlaces, TermsText, VendorCall
from fairs.models.categories import ProductCategory
from fairs.models.committees import CommitteeMember, MemberRole, WorkingCommittee
from fairs.models.events import (
    ActKind,
    CountQualifier,
    DatePrecision,
    EventOrganiser,
    FairEvent,
    FairRole,
    FairState,
    OfficialAct,
    OrganiserRole,
)
from fairs.models.meetings import Attendance, Meeting, MeetingAttendee, Resolution, ResolutionKind
from fairs.models.officers import FairHelper, OfficerPosting
from fairs.models.programme import ProgrammeItem
from fairs.models.projects import Project, ProjectActivity
from fairs.models.provinces import District, Province, Region, Subdistrict
from fairs.models.series import Cloth, FairSeries

__all__ = [
    "ActKind",
    "ActorFields",
    "Agency",
    "AgencyKind",
    "Attendance",
    "Booth",
    "CallPlaces",
    "Capacity",
    "Cloth",
    "CommitteeMember",
    "CountQualifier",
    "DatePrecision",
    "District",
    "EventOrganiser",
    "FairEvent",
    "FairHelper",
    "FairRole",
    "FairSeries",
    "FairState",
    "LandmarkKind",
    "Meeting",
    "MeetingAttendee",
    "MemberRole",
    "OfficerPosting",
    "OfficialAct",
    "OrganiserRole",
    "Person",
    "PlanLandmark",
    "ProductCategory",
    "ProgrammeItem",
    "Project",
    "ProjectActivity",
    "Province",
    "Region",
    "Resolution",
    "ResolutionKind",
    "Subdistrict",
    "TermsText",
    "VendorCall",
    "WorkingCommittee",
    "Zone",
]
