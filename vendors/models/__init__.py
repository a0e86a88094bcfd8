from vendors.models.allocations import AllocationDay, BoothAllocation
from vendors.models.announcements import Announcement, LoneOffice
from vendors.models.answers import QuestionAnswer
from vendors.models.applications import (
    ANSWERED_BY_VENDOR,
    ENDED_STATUSES,
    LIVE_STATUSES,
    STANDINGS,
    ApplicationStatus,
    BoothApplication,
    reference_is,
)
from vendors.models.conditions import CallCondition, ConditionWaiver
from vendors.models.corrections import LONGEST_EXPLANATION, Correction
from vendors.models.criteria import FULL_TOTAL, MOST_POINTS, ScoreCriterion, ScoringRule
from vendors.models.decisions import (
    Decision,
    DecisionPhase,
    DecisionReason,
    Outcome,
    ReasonAudience,
    told,
)
from vendors.models.document_checks import CheckResult, DocumentCheck
from vendors.models.draws import Draw
from vendors.models.holds import BoothHold, live_hold
from vendors.models.invitations import CallInvite, NominationQuota
from vendors.models.invites import VendorInvite
from vendors.models.late_entries import LateEntry
from vendors.models.letters import LONGEST_LETTER, LetterTemplate, MessageTemplate
from vendors.models.merges import VendorMerge
from vendors.models.money import LedgerLine, MoneyHow, MoneyKind, MoneyPart
from vendors.models.number_forms import NumberRefused
from vendors.models.objections import Objection, ObjectionOutcome
from vendors.models.offers import FreedPlace, Offer, OfferAnswer
from vendors.models.overrides import AllocationOverride
from vendors.models.papers import (
    PaperState,
    StandardKind,
    VendorDocument,
    VendorDocumentKind,
    VendorStandard,
)
from vendors.models.payees import FairPayee, PromptPayKind
from vendors.models.penalties import Penalty, PenaltyKind
from vendors.models.phases import PhaseKind, ReviewPhase
from vendors.models.registrations import (
    RegistrationKind,
    RegistrationRound,
    RegistrationState,
    VendorRegistration,
)
from vendors.models.reminders import LeadUnit, ReminderRule, SentReminder
from vendors.models.reserves import ReservePlace
from vendors.models.runs import MOST_WISHES, BoothWish, RulesRun, RunRules
from vendors.models.scores import (
    InterestConflict,
    ReviewNote,
    Score,
    ScoreCard,
    ScoringTask,
)
from vendors.models.sent_copies import SentCopy
from vendors.models.showing import PUBLISHED, ShowState, VendorReview
from vendors.models.slips import PaymentSlip, SlipState
from vendors.models.statements import BankStatement
from vendors.models.turns import PickTurn
from vendors.models.twins import ClaimState, TwinPair, VendorClaim
from vendors.models.vendors import MemberRole, Vendor, VendorKind, VendorMember, VendorPhone

__all__ = [
    "ANSWERED_BY_VENDOR",
    "ENDED_STATUSES",
    "FULL_TOTAL",
    "LIVE_STATUSES",
    "LONGEST_EXPLANATION",
    "LONGEST_LETTER",
    "MOST_POINTS",
    "MOST_WISHES",
    "PUBLISHED",
    "STANDINGS",
    "AllocationDay",
    "AllocationOverride",
    "Announcement",
    "ApplicationStatus",
    "BankStatement",
    "BoothAllocation",
    "BoothApplication",
    "BoothHold",
    "BoothWish",
    "CallCondition",
    "CallInvite",
    "CheckResult",
    "ClaimState",
    "ConditionWaiver",
    "Correction",
    "Decision",
    "DecisionPhase",
    "DecisionReason",
    "DocumentCheck",
    "Draw",
    "FairPayee",
    "FreedPlace",
    "InterestConflict",
    "LateEntry",
    "LeadUnit",
    "LedgerLine",
    "LetterTemplate",
    "LoneOffice",
    "MemberRole",
    "MessageTemplate",
    "MoneyHow",
    "MoneyKind",
    "MoneyPart",
    "NominationQuota",
    "NumberRefused",
    "Objection",
    "ObjectionOutcome",
    "Offer",
    "OfferAnswer",
    "Outcome",
    "PaperState",
    "PaymentSlip",
    "Penalty",
    "PenaltyKind",
    "PhaseKind",
    "PickTurn",
    "PromptPayKind",
    "QuestionAnswer",
    "ReasonAudience",
    "RegistrationKind",
    "RegistrationRound",
    "RegistrationState",
    "ReminderRule",
    "ReservePlace",
    "ReviewNote",
    "ReviewPhase",
    "RulesRun",
    "RunRules",
    "Score",
    "ScoreCard",
    "ScoreCriterion",
    "ScoringRule",
    "ScoringTask",
    "SentCopy",
    "SentReminder",
    "ShowState",
    "SlipState",
    "StandardKind",
    "TwinPair",
    "Vendor",
    "VendorClaim",
    "VendorDocument",
    "VendorDocumentKind",
    "VendorInvite",
    "VendorKind",
    "VendorMember",
    "VendorMerge",
    "VendorPhone",
    "VendorRegistration",
    "VendorReview",
    "VendorStandard",
    "live_hold",
    "reference_is",
    "told",
]
