from fairs.models.addresses import FairAddress
from fairs.models.agencies import ActorFields, Agency, AgencyKind, Capacity, Person
from fairs.models.assignments import PLACES_OF_ROLE, ROLES_WITH_END, Assignment
from fairs.models.booth_classes import BoothClass
from fairs.models.booths import Booth, LandmarkKind, PlanLandmark, Zone
from fairs.models.calls import (
    ORIGINS,
    AllocationWay,
    CallCell,
    CallKind,
    CallOrigin,
    TermsText,
    VendorCall,
)
from fairs.models.categories import ProductCategory
from fairs.models.committees import (
    CommitteeMember,
    MemberRole,
    SubCommittee,
    WorkingCommittee,
)
from fairs.models.days import FairDay
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
from fairs.models.orders import AppointmentOrder
from fairs.models.plans import PlanPicture, PlanRelease, PlanStep
from fairs.models.programme import ProgrammeItem
from fairs.models.projects import Project, ProjectActivity
from fairs.models.provinces import District, Province, Region, Subdistrict
from fairs.models.questions import CallQuestion, QuestionKind
from fairs.models.series import Cloth, FairSeries

__all__ = [
    "ORIGINS",
    "PLACES_OF_ROLE",
    "ROLES_WITH_END",
    "ActKind",
    "ActorFields",
    "Agency",
    "AgencyKind",
    "AllocationWay",
    "AppointmentOrder",
    "Assignment",
    "Attendance",
    "Booth",
    "BoothClass",
    "CallCell",
    "CallKind",
    "CallOrigin",
    "CallQuestion",
    "Capacity",
    "Cloth",
    "CommitteeMember",
    "CountQualifier",
    "DatePrecision",
    "District",
    "EventOrganiser",
    "FairAddress",
    "FairDay",
    "FairEvent",
    "FairRole",
    "FairSeries",
    "FairState",
    "LandmarkKind",
    "Meeting",
    "MeetingAttendee",
    "MemberRole",
    "OfficialAct",
    "OrganiserRole",
    "Person",
    "PlanLandmark",
    "PlanPicture",
    "PlanRelease",
    "PlanStep",
    "ProductCategory",
    "ProgrammeItem",
    "Project",
    "ProjectActivity",
    "Province",
    "QuestionKind",
    "Region",
    "Resolution",
    "ResolutionKind",
    "SubCommittee",
    "Subdistrict",
    "TermsText",
    "VendorCall",
    "WorkingCommittee",
    "Zone",
]
