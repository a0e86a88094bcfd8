"""Work pages of the staff site; importing them puts them on the site."""

from onsite.views.work import (
    arrivals,
    attendance,
    cards,
    checklists,
    complaint_signs,
    complaints,
    findings,
    inspections,
    missing,
    survey_questions,
    surveys,
    visitor_counts,
)

__all__ = [
    "arrivals",
    "attendance",
    "cards",
    "checklists",
    "complaint_signs",
    "complaints",
    "findings",
    "inspections",
    "missing",
    "survey_questions",
    "surveys",
    "visitor_counts",
]
