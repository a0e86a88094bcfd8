"""Who may do what: one table from role to permissions, and the back end that answers from it."""

from django.contrib.auth.backends import BaseBackend

from fairs.scopes import scope_of

CRUD = ("view", "add", "change", "delete")


def _all(app: str, *models: str, verbs=CRUD) -> set[str]:
    return {f"{app}.{verb}_{model}" for model in models for verb in verbs}


READ = ("view",)
KEEP = ("view", "add", "change")

FAIR_HELPER = (
    {"fairs.use_staff_site", "products.enter_boothsale"}
    | _all("fairs", "fairevent", "booth", "zone", verbs=READ)
    | _all("vendors", "vendor", "boothapplication", "boothallocation", verbs=READ)
    | _all("products", "product", "boothsale", "dailyreport", verbs=READ)
    # What those records point to: a read-only page links to it.
    | _all("fairs", "province", "district", "subdistrict", "fairseries", "termstext", verbs=READ)
    | _all("products", "productgroup", "starround", verbs=READ)
)

PROVINCIAL_OFFICER = (
    FAIR_HELPER
    | _all(
        "fairs",
        "workingcommittee",
        "committeemember",
        "meeting",
        "meetingattendee",
        "resolution",
        "project",
        "projectactivity",
        "callplaces",
        "zone",
        "booth",
        "planlandmark",
        "programmeitem",
        "eventorganiser",
        "officialact",
        "fairhelper",
    )
    | _all(
        "fairs",
        "agency",
        "person",
        "fairseries",
        "fairevent",
        "vendorcall",
        "termstext",
        verbs=KEEP,
    )
    | _all("fairs", "province", "district", "subdistrict", verbs=READ)
    | _all("vendors", "vendor", verbs=KEEP)
    | _all("vendors", "vendorphone", "vendormember")
    | _all("products", "product", verbs=KEEP)
    | _all("products", "productphoto", "starrating")
    | _all("products", "starround", "productgroup", "targetrule", verbs=READ)
    | _all("products", "fiscalyearresult", verbs=KEEP)
    | _all("products", "importbatch", verbs=READ)
    | {
        "vendors.decide_boothapplication",
        "vendors.act_for_vendor",
        "vendors.add_boothallocation",
        "vendors.change_boothallocation",
        "products.close_dailyreport",
        "products.import_spreadsheet",
    }
)


class RoleBackend(BaseBackend):
    """Permissions from an officer's posting or a helper's fair; administrators have all."""

    def get_all_permissions(self, user_obj, obj=None) -> set[str]:
        scope = scope_of(user_obj)
        if scope.province_codes:
            return PROVINCIAL_OFFICER
        if scope.fair_ids:
            return FAIR_HELPER
        return set()

    def has_perm(self, user_obj, perm, obj=None) -> bool:
        return user_obj.is_active and perm in self.get_all_permissions(user_obj)

    def has_module_perms(self, user_obj, app_label) -> bool:
        return any(perm.startswith(f"{app_label}.") for perm in self.get_all_permissions(user_obj))
