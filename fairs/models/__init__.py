from fairs.models.addresses import FairAddress
from fairs.models.agencies import ActorFields, Agency, AgencyKind, Capacity, Person
from fairs.models.assignments import PLACES_OF_ROLE, ROLES_WITH_END, Assignment
from fairs.models.attachments import Attachment
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
from fairs.models.copies import CopiedFair
from fairs.models.days import FairDay
from fairs.models.events import (
    CountQualifier,
    DatePrecision,
    FairEvent,
    FairRole,
    FairState,
)
from fairs.models.joined import Participation, TripCost, TripCostKind, TripMember
from fairs.models.meetings import (
    AgendaItem,
    AgendaPart,
    Attendance,
    Meeting,
    MeetingAttendee,
    Resolution,
    ResolutionKind,
    Statement,
)
from fairs.models.news import NewsItem, NewsPhoto, NewsState
from fairs.models.notices import Notice, NoticeState
from fairs.models.orders import AppointmentOrder
from fairs.models.organisers import ActKind, EventOrganiser, OfficialAct, OrganiserRole
from fairs.models.plans import PlanPicture, PlanRelease, PlanStep
from fairs.models.programme import ProgrammeItem
from fairs.models.projects import (
    ActivityKind,
    BudgetLine,
    ProductFamily,
    Project,
    ProjectActivity,
    ProjectFigure,
    ProjectIndicator,
    ProjectObjective,
    ProjectPartner,
    ResultSource,
)
from fairs.models.provinces import District, Province, Region, Subdistrict
from fairs.models.questions import CallQuestion, QuestionKind
from fairs.models.series import Cloth, FairSeries
from fairs.models.venues import Venue, VenuePhoto

__all__ = [
    "ORIGINS",
    "PLACES_OF_ROLE",
    "ROLES_WITH_END",
    "ActKind",
    "ActivityKind",
    "ActorFields",
    "Agency",
    "AgencyKind",
    "AgendaItem",
    "AgendaPart",
    "AllocationWay",
    "AppointmentOrder",
    "Assignment",
    "Attachment",
    "Attendance",
    "Booth",
    "BoothClass",
    "BudgetLine",
    "CallCell",
    "CallKind",
    "CallOrigin",
    "CallQuestion",
    "Capacity",
    "Cloth",
    "CommitteeMember",
    "CopiedFair",
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
    "NewsItem",
    "NewsPhoto",
    "NewsState",
    "Notice",
    "NoticeState",
    "OfficialAct",
    "OrganiserRole",
    "Participation",
    "Person",
    "PlanLandmark",
    "PlanPicture",
    "PlanRelease",
    "PlanStep",
    "ProductCategory",
    "ProductFamily",
    "ProgrammeItem",
    "Project",
    "ProjectActivity",
    "ProjectFigure",
    "ProjectIndicator",
    "ProjectObjective",
    "ProjectPartner",
    "Province",
    "QuestionKind",
    "Region",
    "Resolution",
    "ResolutionKind",
    "ResultSource",
    "Statement",
    "SubCommittee",
    "Subdistrict",
    "TermsText",
    "TripCost",
    "TripCostKind",
    "TripMember",
    "VendorCall",
    "Venue",
    "VenuePhoto",
    "WorkingCommittee",
    "Zone",
]
