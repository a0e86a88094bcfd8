"""What each role may do while a fair is open."""

from otopfair.rights.roles import KEEP, READ, Role, on

WHO_CAME = on("onsite", "arrival", "absence", verbs=READ)
CARDS = on("onsite", "exhibitorcard", verbs=READ)
INSPECTIONS = on("onsite", "checklist", "inspectionround", "inspectionphoto", "finding", verbs=READ)
VISITORS = on("onsite", "gate", "visitorcount", verbs=READ)
COMPLAINTS = on("onsite", "complaint", verbs=READ)
SURVEYS = on("onsite", "survey", verbs=READ)

GRANTS = {
    Role.PROVINCIAL_OFFICER: WHO_CAME
    | CARDS
    | INSPECTIONS
    | VISITORS
    | COMPLAINTS
    | SURVEYS
    | on("onsite", "onsiterules", verbs=KEEP)
    | on("onsite", "answerperiod", verbs=KEEP)
    | on("onsite", "publicholiday", verbs=READ)
    | {
        "onsite.note_arrival",
        "onsite.end_absent",
        "onsite.keep_exhibitorcard",
        "onsite.add_checklist",
        "onsite.change_survey",
        "onsite.inspect_booths",
        "onsite.record_finding",
        "onsite.count_visitors",
        "onsite.answer_complaint",
        "onsite.read_contacts_of_complaint",
    },
    Role.FAIR_HELPER: WHO_CAME
    | INSPECTIONS
    | VISITORS
    | COMPLAINTS
    | {"onsite.note_arrival", "onsite.inspect_booths", "onsite.count_visitors"},
    Role.COMMITTEE_SECRETARY: SURVEYS,
    Role.ORGANISERS_PARTNER: VISITORS | SURVEYS,
    Role.VIEWER: WHO_CAME | INSPECTIONS | VISITORS | SURVEYS,
}
