"""What each role may do with takings, evening reports and targets."""

from otopfair.rights.roles import KEEP, READ, Role, on

TO_LOOK_AT = on("sales", "boothsale", "dailyreport", "fairreport", verbs=READ)
RESULTS = on("sales", "fiscalyearresult", "targetrule", verbs=READ)
WORDING = on("sales", "reportwording", verbs=READ)

GRANTS = {
    Role.PROVINCIAL_OFFICER: TO_LOOK_AT
    | RESULTS
    | on("sales", "fiscalyearresult", "reportwording", verbs=KEEP)
    | on("sales", "reportreader", "reportphoto", verbs=READ)
    | {"sales.enter_boothsale", "sales.close_dailyreport"},
    Role.COMMITTEE_SECRETARY: TO_LOOK_AT | RESULTS | WORDING,
    Role.FAIR_HELPER: TO_LOOK_AT | {"sales.enter_boothsale"},
    Role.ORGANISERS_PARTNER: on("sales", "dailyreport", "fairreport", verbs=READ),
    Role.VIEWER: TO_LOOK_AT | RESULTS,
}
