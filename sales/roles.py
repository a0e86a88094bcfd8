"""What each role may do with takings, evening reports and targets."""

from otopfair.rights.roles import KEEP, READ, Role, on

TO_LOOK_AT = on("sales", "boothsale", "dailyreport", verbs=READ)
RESULTS = on("sales", "fiscalyearresult", "targetrule", verbs=READ)

GRANTS = {
    Role.PROVINCIAL_OFFICER: TO_LOOK_AT
    | RESULTS
    | on("sales", "fiscalyearresult", verbs=KEEP)
    | {"sales.enter_boothsale", "sales.close_dailyreport"},
    Role.COMMITTEE_SECRETARY: TO_LOOK_AT | RESULTS,
    Role.FAIR_HELPER: TO_LOOK_AT | {"sales.enter_boothsale"},
    Role.ORGANISERS_PARTNER: on("sales", "dailyreport", verbs=READ),
    Role.VIEWER: TO_LOOK_AT | RESULTS,
}
