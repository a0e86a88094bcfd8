"""What each role may do with fairs and what prepares them."""

from otopfair.rights.roles import KEEP, READ, Role, on

PLACES = on("fairs", "province", "district", "subdistrict", verbs=READ)
GROUND = ("zone", "booth", "planlandmark")
SHARED = ("agency", "person", "fairseries", "termstext", "venue")
COMMITTEES = (
    "appointmentorder",
    "workingcommittee",
    "subcommittee",
    "committeemember",
    "meeting",
    "meetingattendee",
    "agendaitem",
    "statement",
    "resolution",
    "attachment",
    "project",
    "projectactivity",
    "projectobjective",
    "projectpartner",
    "projectfigure",
    "projectindicator",
    "budgetline",
    "productfamily",
)
OF_FAIR = (
    "fairday",
    "callcell",
    "boothclass",
    "callquestion",
    "programmeitem",
    "eventorganiser",
    "officialact",
    "participation",
    "tripmember",
    "tripcost",
)
# What the office tells everybody: news, official notices.
TOLD = ("newsitem", "newsphoto", "notice")
# What a read-only page of a fair points to.
FAIR_TO_LOOK_AT = on("fairs", "fairevent", "fairseries", "fairday", "venue", verbs=READ) | PLACES

SECRETARY = (
    FAIR_TO_LOOK_AT
    | {"fairs.check_fairevent"}
    | on("fairs", *COMMITTEES)
    | on("fairs", "agency", "person", verbs=KEEP)
    | on("fairs", "vendorcall", "termstext", *OF_FAIR, *GROUND, verbs=READ)
)

GRANTS = {
    Role.PROVINCIAL_OFFICER: SECRETARY
    | on("fairs", *OF_FAIR, *GROUND, *TOLD)
    | on("fairs", *SHARED, "fairevent", "vendorcall", verbs=KEEP)
    | on("fairs", "assignment", verbs=KEEP)
    | {"fairs.publish_fairevent"}
    | {
        f"fairs.give_{role}"
        for role in (
            Role.DISTRICT_OFFICER,
            Role.COMMITTEE_SECRETARY,
            Role.FAIR_HELPER,
            Role.ORGANISERS_PARTNER,
            Role.VIEWER,
        )
    },
    Role.DISTRICT_OFFICER: FAIR_TO_LOOK_AT | on("fairs", "agency", "person", verbs=READ),
    Role.COMMITTEE_SECRETARY: SECRETARY,
    Role.FAIR_HELPER: FAIR_TO_LOOK_AT | on("fairs", "termstext", *GROUND, verbs=READ),
    Role.ORGANISERS_PARTNER: FAIR_TO_LOOK_AT
    | on("fairs", "agency", "person", *OF_FAIR, *GROUND, verbs=READ),
    Role.VIEWER: FAIR_TO_LOOK_AT
    | on("fairs", *COMMITTEES, *SHARED, "vendorcall", *OF_FAIR, *GROUND, *TOLD, verbs=READ),
}
