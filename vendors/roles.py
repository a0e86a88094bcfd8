"""What each role may do with vendors, their applications and their booths."""

from otopfair.rights.roles import KEEP, READ, Role, on

OWN_VENDORS = on("vendors", "vendor", verbs=KEEP) | on(
    "vendors", "vendorphone", "vendorregistration", "vendormember"
)
APPLICATIONS = on("vendors", "boothapplication", "questionanswer", verbs=READ)
REASONS = on("vendors", "decisionreason", verbs=READ)
PAPERS = on("vendors", "vendorstandard", "vendordocument", verbs=READ) | {"vendors.check_papers"}
ROUNDS = on("vendors", "registrationround", verbs=READ) | {"vendors.decide_vendorregistration"}
KINDS_OF_PAPER = on("vendors", "standardkind", "vendordocumentkind", verbs=READ)
SAME_SHOP = on("vendors", "twinpair", "vendorclaim", verbs=READ)
TEMPLATES = on("vendors", "messagetemplate")
MONEY = on("vendors", "ledgerline", "fairpayee", "paymentslip", "bankstatement", verbs=READ) | {
    "vendors.record_money",
    "vendors.name_payee",
}
WHO_STANDS_WHERE = on("vendors", "boothallocation", verbs=READ)
DRAWS = on("vendors", "allocationoverride", "draw", "rulesrun", verbs=READ)

GRANTS = {
    Role.PROVINCIAL_OFFICER: OWN_VENDORS
    | PAPERS
    | KINDS_OF_PAPER
    | ROUNDS
    | on("vendors", "registrationround", verbs=KEEP)
    | APPLICATIONS
    | REASONS
    | SAME_SHOP
    | TEMPLATES
    | MONEY
    | DRAWS
    | WHO_STANDS_WHERE
    | {
        "vendors.decide_boothapplication",
        "vendors.score_boothapplication",
        "vendors.plan_review",
        "vendors.read_fairness",
        "vendors.act_for_vendor",
        "vendors.view_nominationquota",
        "vendors.nominate_for_district",
        "vendors.view_objection",
        "vendors.view_penalty",
        "vendors.add_penalty",
        "vendors.review_vendor",
        "vendors.merge_vendor",
        "vendors.help_vendor",
        "vendors.decide_vendorclaim",
        "vendors.add_boothallocation",
        "vendors.change_boothallocation",
    },
    Role.DISTRICT_OFFICER: OWN_VENDORS
    | PAPERS
    | KINDS_OF_PAPER
    | ROUNDS
    | APPLICATIONS
    | {
        "vendors.review_vendor",
        "vendors.view_nominationquota",
        "vendors.nominate_for_district",
    },
    Role.COMMITTEE_SECRETARY: {"vendors.read_fairness"},
    Role.FAIR_HELPER: APPLICATIONS | WHO_STANDS_WHERE,
    Role.ORGANISERS_PARTNER: WHO_STANDS_WHERE,
    Role.VIEWER: APPLICATIONS | WHO_STANDS_WHERE | {"vendors.read_fairness"},
}
