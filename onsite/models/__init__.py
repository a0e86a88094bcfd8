from onsite.models.arrivals import Absence, Arrival, PhoneNote
from onsite.models.cards import CardHolder, ExhibitorCard
from onsite.models.complaints import (
    AnswerPeriod,
    Complaint,
    ComplaintNote,
    ComplaintState,
    PublicHoliday,
    working_days_after,
)
from onsite.models.inspections import (
    Answer,
    Checklist,
    ChecklistItem,
    Finding,
    InspectionAnswer,
    InspectionPhoto,
    InspectionRound,
    InspectionVisit,
    ItemKind,
)
from onsite.models.rules import OnSiteRules, rules_of
from onsite.models.surveys import (
    Audience,
    Survey,
    SurveyAnswer,
    SurveyKind,
    SurveyQuestion,
    SurveyResponse,
)
from onsite.models.visitor_counts import CountMethod, CountTap, Gate, VisitorCount

__all__ = [
    "Absence",
    "Answer",
    "AnswerPeriod",
    "Arrival",
    "Audience",
    "CardHolder",
    "Checklist",
    "ChecklistItem",
    "Complaint",
    "ComplaintNote",
    "ComplaintState",
    "CountMethod",
    "CountTap",
    "ExhibitorCard",
    "Finding",
    "Gate",
    "InspectionAnswer",
    "InspectionPhoto",
    "InspectionRound",
    "InspectionVisit",
    "ItemKind",
    "OnSiteRules",
    "PhoneNote",
    "PublicHoliday",
    "Survey",
    "SurveyAnswer",
    "SurveyKind",
    "SurveyQuestion",
    "SurveyResponse",
    "VisitorCount",
    "rules_of",
    "working_days_after",
]
