"""Two entries of one shop become one: what happened on site goes along."""

from onsite.models import Complaint, Finding, InspectionVisit, SurveyResponse
from vendors.models import Vendor
from vendors.operations.merging import move_rows


def move_what_happened(kept: Vendor, gone: Vendor) -> dict:
    """Findings, visits, complaints, and answers to surveys as far as `kept` has given none; the
    fairs of both are locked."""
    moved: dict = {}
    for model in (InspectionVisit, Finding, Complaint):
        moved |= move_rows(model, kept, gone)
    answered = SurveyResponse.objects.filter(vendor=kept).values("survey")
    return moved | move_rows(SurveyResponse, kept, gone, without={"survey__in": answered})
