"""Every address of the staff site, for every role, on an own and a foreign row; and for people
with two roles, at the places of both. What is expected stands in tests/rights_table.py."""

from dataclasses import dataclass, field
from urllib.parse import parse_qsl

import pytest
from django.apps import apps
from django.urls import reverse

from fairs.models import (
    Agency,
    AppointmentOrder,
    Attachment,
    Booth,
    District,
    FairEvent,
    FairSeries,
    Meeting,
    NewsItem,
    NewsPhoto,
    Notice,
    Person,
    Project,
    Province,
    Resolution,
    TermsText,
    VendorCall,
    Venue,
    WorkingCommittee,
    Zone,
)
from fairs.models import Assignment as Given
from onsite.models import Complaint, ExhibitorCard, Finding, InspectionPhoto, InspectionRound
from otopfair.accounts.models import User
from otopfair.removals.models import Removal
from otopfair.rights.may import may
from otopfair.rights.roles import Role
from otopfair.staff.site import staff_site
from otopfair.work.models import BulkWork
from products.models import ImportBatch, Product
from sales.models import ReportPhoto
from tests import rights_table
from tests.factories import assign, make_user
from tests.shared_rows import written_once
from tests.staff.world import make_world
from tests.test_public_urls import STAFF
from vendors.models import (
    Announcement,
    BankStatement,
    BoothAllocation,
    BoothApplication,
    CallInvite,
    Draw,
    LedgerLine,
    NominationQuota,
    Objection,
    PaymentSlip,
    QuestionAnswer,
    RulesRun,
    TwinPair,
    Vendor,
    VendorClaim,
    VendorDocument,
    VendorRegistration,
    VendorStandard,
)

# The row's own 404: this report is not closed, this plan has no picture, this card is of a fair
# at which one notes nobody.
OWN_404 = {"venue-photo", "report-correct", "plan-picture-file", "card-check"}
pytestmark = [pytest.mark.long, pytest.mark.django_db]
LETTERS = dict(zip("APDSFOV", Role, strict=True))
ROW_MODELS = {
    "fair_event": FairEvent,
    "project": Project,
    "reportphoto": ReportPhoto,
    "news_item": NewsItem,
    "news_photo": NewsPhoto,
    "notice": Notice,
    "application": BoothApplication,
    "vendorcall": VendorCall,
    "line": LedgerLine,
    "slip": PaymentSlip,
    "statement": BankStatement,
    "answer": QuestionAnswer,
    "quota": NominationQuota,
    "resolution": Resolution,
    "meeting": Meeting,
    "workingcommittee": WorkingCommittee,
    "appointmentorder": AppointmentOrder,
    "attachment": Attachment,
    "batch": ImportBatch,
    "assignment": Given,
    "removal": Removal,
    "work": BulkWork,
    "vendor": Vendor,
    "objection": Objection,
    "product": Product,
    "claim": VendorClaim,
    "pair": TwinPair,
    "standard": VendorStandard,
    "registration": VendorRegistration,
    "document": VendorDocument,
    "inspection": InspectionRound,
    "finding": Finding,
    "complaint": Complaint,
    "photo": InspectionPhoto,
    "province": Province,
    "draw": Draw,
    "run": RulesRun,
    **{model._meta.model_name: model for model in (Agency, Person, FairSeries, TermsText, Venue)},
}


def rows_of(table: str) -> list[list[str]]:
    return [line.split() for line in table.strip().splitlines()]


def roles_in(cells) -> set[Role]:
    return {LETTERS[cell] for cell in cells if cell != "."}


PAGES = {name: (row, roles_in(cells)) for name, row, *cells in rows_of(rights_table.PAGES)}
ACTS = [(name, data, roles_in(cells)) for name, data, *cells in rows_of(rights_table.ACTS)]


def verbs_by_role(table: str) -> dict[str, tuple[dict, str]]:
    return {
        label: (dict(zip(Role, cells[:7], strict=True)), "".join(cells[7:]))
        for label, *cells in rows_of(table)
    }


REGISTERS = verbs_by_role(rights_table.REGISTERS)
SEEN = REGISTERS | verbs_by_role(rights_table.ROWS)


@dataclass
class Somebody:
    """A person, and the roles that cover each of the worlds "own", "other" and "foreign"."""

    user: User
    everywhere: set = field(default_factory=set)
    at: dict = field(default_factory=dict)

    def covering(self, world: str) -> set[Role]:
        return self.everywhere | self.at.get(world, set())

    @property
    def all_roles(self) -> set[Role]:
        return self.everywhere.union(*self.at.values())


WORLDS = {"own": "4001", "other": "5201", "foreign": "5001"}
RECORD_PAGES = {
    "own": {"change": "v", "history": "v", "delete": "d", "save": "c"},
    "other": {"change": "v", "delete": "d", "save": "c"},
    "foreign": {"change": "v", "save": "c"},
}


@pytest.fixture(scope="module")
def every_world(django_db_setup, django_db_blocker):
    """The newest row of every model in Khon Kaen, in Lampang, and in a place of nobody here."""
    with written_once(django_db_blocker):
        yield {name: rows_of_world(name, number) for number, name in enumerate(WORLDS, start=1)}


def rows_of_world(name: str, number: int) -> dict:
    district = WORLDS[name]
    make_world(number, district=district)
    rows = {model: model._default_manager.order_by("-pk").first() for model in apps.get_models()}
    rows[Province] = Province.objects.get(pk=district[:2])
    rows[District] = District.objects.get(pk=district)
    rows[Given] = Given.objects.filter(fair_event=rows[FairEvent]).get()
    return rows


@pytest.fixture
def worlds(every_world, db, request) -> dict:
    """To a person with one role Lampang is as foreign as the third place, which is left out."""
    who = request.node.callspec.params["who"]
    names = list(WORLDS) if who in TWO_ROLES else ["own", "other"]
    return {name: every_world[name] for name in names}


def place_of(role: Role, rows: dict) -> dict:
    if role in (Role.PROVINCIAL_OFFICER, Role.COMMITTEE_SECRETARY):
        return {"province": rows[Province]}
    if role == Role.DISTRICT_OFFICER:
        return {"district": rows[District]}
    if role == Role.ADMINISTRATOR:
        return {"everything": True}
    return {"fair_event": rows[FairEvent]}


def somebody(worlds, **roles: Role) -> Somebody:
    """A person with one role in each of the named worlds."""
    person = Somebody(make_user())
    for world, role in roles.items():
        assign(person.user, role, **place_of(role, worlds[world]))
        if role == Role.ADMINISTRATOR:
            person.everywhere.add(role)
        else:
            person.at.setdefault(world, set()).add(role)
    return person


def viewer_of_province(worlds) -> Somebody:
    person = Somebody(make_user(), at={"own": {Role.VIEWER}})
    assign(person.user, Role.VIEWER, province=worlds["own"][Province])
    return person


TWO_ROLES = {
    "an officer who helps in Lampang": {
        "own": Role.PROVINCIAL_OFFICER,
        "other": Role.FAIR_HELPER,
    },
    "a helper who is an officer of Lampang": {
        "own": Role.FAIR_HELPER,
        "other": Role.PROVINCIAL_OFFICER,
    },
    "a secretary who is a partner in Lampang": {
        "own": Role.COMMITTEE_SECRETARY,
        "other": Role.ORGANISERS_PARTNER,
    },
}
PEOPLE = [*Role, *TWO_ROLES]


def person_called(name, worlds) -> Somebody:
    if name == Role.VIEWER:
        return viewer_of_province(worlds)
    return somebody(worlds, **(TWO_ROLES.get(name) or {"own": name}))


# --- What the table says ----------------------------------------------------------------------


def verbs_of(label: str, roles: set[Role]) -> set[str]:
    by_role, _ = SEEN[label]
    return set("".join(by_role[role] for role in roles)) - {"."}


def label_of(model) -> str:
    """The register that says who sees a row: a removal is seen with its fair."""
    return (FairEvent if model == Removal else model)._meta.label_lower


def sees(person: Somebody, model, world: str) -> bool:
    """Whether the row of `world` is one that the person may look at."""
    if model == BulkWork:
        return False
    label = label_of(model)
    _, mark = SEEN[label]
    roles = person.all_roles if mark else person.covering(world)
    return "v" in verbs_of(label, roles)


def expected_page(name: str, person: Somebody, world: str) -> str:
    row, allowed = PAGES[name]
    if row == "-":
        return "in" if person.all_roles & allowed else "403"
    if not sees(person, ROW_MODELS[row], world):
        return "404"
    _, mark = SEEN[label_of(ROW_MODELS[row])]
    # Everybody reads of every province; who writes for one has a role that covers it.
    is_shared = mark and row != "province" and not name.startswith("hand-over-")
    return "in" if (person.all_roles if is_shared else person.covering(world)) & allowed else "403"


def expected_record(label: str, verb: str, person: Somebody, world: str, *, page="") -> str:
    """A record's page. Who has the verb nowhere is refused before a row is looked for."""
    model = apps.get_model(label)
    _, mark = REGISTERS[label]
    if (page != "history" or mark == "=") and verb not in verbs_of(label, person.all_roles):
        return "403"
    if not sees(person, model, world):
        return "404"
    if verb == "v":
        return "in"
    roles = person.everywhere if mark == "=" else person.covering(world)
    return "in" if verb in verbs_of(label, roles) else "403"


# --- What the site answers --------------------------------------------------------------------


def answer_of(response) -> str:
    return str(response.status_code) if response.status_code in (403, 404) else "in"


def address_of(name: str, rows: dict) -> str:
    """The address of a work page for the rows of one world."""
    route = next(page.route for page in staff_site.work_pages if page.name == name)
    values = {
        "day": rows[FairEvent].opens_on.isoformat(),
        "kind": "vendors",
        "register": "fairs.province",
        "ending": "docx",
        "paper": "minutes",
        "audience": "visitors",
        "months": 1,
        "role": Role.FAIR_HELPER,
        "allocation_id": rows[BoothAllocation].pk,
        "booth_id": rows[Booth].pk,
        "announcement_id": rows[Announcement].pk,
        "outcome": "select",
        "reminder": "draft",
        "sort": "documents",
        "number": rows[VendorDocument].pk,
        "invite_id": rows[CallInvite].pk,
        "token": rows[ExhibitorCard].token,
        "block_id": 1,  # asked for behind the gate, by a press alone
        "zone_id": rows[Zone].pk,
        **{f"{row}_id": rows[model].pk for row, model in ROW_MODELS.items()},
    }
    named = {key: value for key, value in values.items() if f":{key}>" in route}
    return reverse(f"staff:{name}", kwargs=named)


def test_every_address_of_the_staff_site_has_a_row_in_the_table():
    names = {name.removeprefix("staff:") for name, _ in STAFF}
    pages = {page.name for page in staff_site.work_pages}
    registers = {
        f"{model._meta.app_label}_{model._meta.model_name}_{page}"
        for model in staff_site._registry
        for page in ("changelist", "add", "history", "delete", "change")
    }
    labels = {model._meta.label_lower for model in staff_site._registry}
    assert sorted(pages ^ PAGES.keys()) == []
    assert sorted(labels ^ REGISTERS.keys()) == []
    assert sorted(names - pages - registers - rights_table.DOORS) == []


@pytest.mark.once
@pytest.mark.parametrize("who", PEOPLE)
def test_work_pages_answer_as_the_table_says(client, worlds, unwritten, who):
    person = person_called(who, worlds)
    client.force_login(person.user)
    wrong, answers = {}, {}  # an address without a row is the same in every world
    for name in PAGES:
        for world, rows in worlds.items():
            expected = expected_page(name, person, world)
            address = address_of(name, rows)
            if address not in answers:
                answers[address] = answer_of(client.get(address))
            found = answers[address]
            if name in OWN_404 and expected == "in":
                found = "in"
            if found != expected:
                wrong[name, world] = f"{found} instead of {expected}"
    assert wrong == {}


@pytest.mark.parametrize("who", PEOPLE)
def test_acts_inside_a_page_ask_for_this_row_too(client, worlds, who):
    person = person_called(who, worlds)
    client.force_login(person.user)
    wrong = {}
    for name, data, allowed in ACTS:
        for world, rows in worlds.items():
            if expected_page(name, person, world) != "in":
                continue
            refused = not person.covering(world) & allowed
            response = client.post(address_of(name, rows), dict(parse_qsl(data)))
            if (response.status_code == 403) != refused:
                wrong[name, data, world] = response.status_code
    assert wrong == {}


@pytest.mark.once
@pytest.mark.parametrize("who", PEOPLE)
def test_registers_answer_as_the_table_says(client, worlds, unwritten, who):
    person = person_called(who, worlds)
    client.force_login(person.user)
    wrong = {}

    def check(label, page, world, expected, found):
        if found != expected:
            wrong[label, page, world] = f"{found} instead of {expected}"

    for label in REGISTERS:
        prefix = f"staff:{label.replace('.', '_')}"
        has = verbs_of(label, person.all_roles)
        for page, verb in (("changelist", "v"), ("add", "a")):
            found = answer_of(client.get(reverse(f"{prefix}_{page}")))
            check(label, page, "", "in" if verb in has else "403", found)
        for world, rows in worlds.items():
            pk = rows[apps.get_model(label)].pk
            for page, verb in RECORD_PAGES[world].items():
                saves = page == "save"
                url = reverse(f"{prefix}_{'change' if saves else page}", args=[pk])
                found = answer_of(client.post(url, {}) if saves else client.get(url))
                expected = expected_record(label, verb, person, world, page=page)
                check(label, page, world, expected, found)
    assert wrong == {}


@pytest.mark.parametrize("who", PEOPLE)
def test_one_row_and_many_rows_get_the_same_answer(worlds, who):
    """may() of one row, covered_by() of a queryset: one rule, said twice."""
    person = person_called(who, worlds)
    wrong = []
    for model in staff_site._registry:
        rows = model._default_manager.all()
        if not hasattr(rows, "covered_by"):
            continue
        for verb in ("view", "add", "change", "delete"):
            permission = f"{model._meta.app_label}.{verb}_{model._meta.model_name}"
            covered = set(rows.covered_by(person.user, permission).values_list("pk", flat=True))
            for world in worlds.values():
                row = model._default_manager.get(pk=world[model].pk)
                if may(person.user, permission, row) != (row.pk in covered):
                    wrong.append((permission, row.pk))
    assert wrong == []
