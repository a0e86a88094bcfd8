"""Every screen of the three journeys in the demonstration, and what is wrong with an open one."""

from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT
from django.urls import reverse
from django.utils import timezone

from demo.people import ADMINISTRATOR, CLOTH_VENDOR, OFFICER, PHONE_VENDOR
from fairs.models import Assignment, Booth, FairEvent, Province, Resolution, VendorCall, Venue
from onsite.models import Absence, Complaint, ExhibitorCard, Finding, InspectionRound
from onsite.reports.complaints import answer_link as answer_link_of
from otopfair.accounts.models import User
from otopfair.outbox.models import Message
from otopfair.thai.calendar import today_in_thailand
from products.models import Product
from products.operations.imports import upload_batch
from sales.models import BoothSale
from sales.signed_links import takings_link
from tests.factories import make_announcement, make_penalty
from vendors.models import (
    Announcement,
    BankStatement,
    BoothApplication,
    CallCondition,
    Decision,
    Draw,
    Offer,
    Outcome,
    StandardKind,
    Vendor,
    VendorDocumentKind,
    VendorStandard,
)
from vendors.signed_links import answer_link

CASES = Path(__file__).parent.parent / "cases"
RUNNING, OPEN, TO_FILL = "otop-city-in-khonkaen-31", "khonkaen-silk-fair", "khonkaen-otop-expo"
DRAWN, PICKING = "khonkaen-lake-walk", "khonkaen-otop-market"
PAST, MONTH_ONLY = "otop-city-in-khonkaen-20", "lampang-ceramics-fair"

# Runs in the page. Words hidden from the eye, and drawings, have no size to keep.
_MEASURE = """() => {
  const shown = node => node.checkVisibility({visibilityProperty: true})
    && !node.closest('svg, .sr-only, .visually-hidden');
  const name = node => `${node.tagName.toLowerCase()}.${node.className} ` +
    node.textContent.trim().slice(0, 40);
  const found = [];
  const wide = document.documentElement.scrollWidth - window.innerWidth;
  if (wide > 0) found.push(`${wide} px wider than the screen`);
  const headings = [...document.querySelectorAll('h1')].filter(shown).length;
  if (headings !== 1) found.push(`${headings} h1`);
  if (document.documentElement.lang !== 'th') found.push('lang is not th');
  if (!document.title.trim()) found.push('no title');
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const small = new Set();
  while (words.nextNode()) {
    const node = words.currentNode.parentElement;
    if (words.currentNode.data.trim() && shown(node)
        && parseFloat(getComputedStyle(node).fontSize) < 15) small.add(node);
  }
  for (const node of small) found.push(`below 15 px: ${name(node)}`);
  const buttons = '.button, button[type=submit]:not(.link-button), input[type=submit]';
  for (const node of document.querySelectorAll(buttons)) {
    const high = node.getBoundingClientRect().height;
    if (shown(node) && high < 43.5) found.push(`${Math.round(high)} px high: ${name(node)}`);
  }
  return found;
}"""

# Runs in the page: links of the summary of errors that lead nowhere or jump up the page.
_OUT_OF_ORDER = """() => {
  const links = [...document.querySelectorAll('[data-error-summary] a[href^="#"]')];
  let before = null;
  return links.flatMap(link => {
    const field = document.querySelector(link.hash);
    if (!field) return [`summary leads nowhere: ${link.hash}`];
    const jumps = before && before !== field
      && before.compareDocumentPosition(field) & Node.DOCUMENT_POSITION_PRECEDING;
    before = field;
    return jumps ? [`summary jumps up the page: ${link.hash}`] : [];
  });
}"""


_RUN_AXE = """colours => axe.run({resultTypes: ['violations'], preload: false,
    rules: {'color-contrast': {enabled: colours}}}).then(found =>
  found.violations.flatMap(rule =>
    rule.nodes.map(node => `${rule.id}: ${rule.help}: ${node.html.slice(0, 160)}`)))"""


def measured(page) -> list[str]:
    """What is wrong with a page's width, letters, buttons, heading, language or title."""
    return page.evaluate(_MEASURE)


def summary_findings(page) -> list[str]:
    """What is wrong with the order of the errors on top, as against the fields below."""
    return page.evaluate(_OUT_OF_ORDER)


def axe_findings(page, *, colours: bool = True) -> list[str]:
    """What axe says against the page, one line a node. A page that stays gets axe only once."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return page.evaluate(_RUN_AXE, colours)


def visitor_screens() -> list[str]:
    product = Product.objects.published().filter(photos__isnull=False).order_by("pk").first()
    bare = Product.objects.published().filter(photos__isnull=True).order_by("pk").first()
    vendor = Vendor.objects.get(members__user__email=CLOTH_VENDOR)
    paths = ["/", "/search/?q=ผาไหม", "/search/?q=กขคงจฉ", "/search/", "/fairs/"]
    for slug in (RUNNING, PAST, OPEN, TO_FILL, MONTH_ONLY):
        paths.append(f"/fairs/{slug}/")
    paths += [
        f"/fairs/{RUNNING}/{tail}"
        for tail in ("plan/", "plan/?booth=C07", "plan/?q=ผ้า", "vendors/")
    ]
    paths.append(f"/fairs/{RUNNING}/complaint/?booth=C07")
    paths.append(f"/fairs/{RUNNING}/survey/")
    paths.append(answer_link_of(Complaint.objects.latest("pk")))
    fair_event = FairEvent.objects.get(slug=RUNNING)
    shop = fair_event.sales.earliest("pk").vendor_id
    paths.append(takings_link(shop, fair_event, today_in_thailand()))
    paths += [f"/fairs/{RUNNING}/products/", f"/fairs/{OPEN}/plan/", f"/fairs/{OPEN}/products/"]
    draws = Draw.objects.filter(call__fair_event__slug=DRAWN).order_by("pk")
    paths += [f"/fairs/{DRAWN}/draws/", *(f"/fairs/{DRAWN}/draws/{draw.pk}/" for draw in draws)]
    paths += [f"/fairs/{DRAWN}/fairness/booths/"]
    paths += ["/products/", "/products/?category=3&page=2", "/vendors/", "/provinces/"]
    paths += [
        "/provinces/khon-kaen/",
        "/provinces/phuket/",
        "/privacy/",
        "/help/",
        "/data/",
        "/no-such/",
    ]
    return [*paths, f"/vendors/{vendor.pk}/", *(f"/products/{row.pk}/" for row in (product, bare))]


def outcome_screens() -> list[str]:
    """What anybody reads of a round, and of an offer by the link in a message."""
    call = VendorCall.objects.filter(fair_event__slug=OPEN).earliest("pk")
    published = _published(call)
    offers = Offer.objects.order_by("pk")
    links = [answer_link(offers.filter(answer=one)[0]) for one in ("", "accepted")]
    fair = f"/fairs/{OPEN}"
    pages = [f"{fair}/results/", f"{fair}/results/{published.pk}/", f"{fair}/fairness/"]
    return [*pages, *links, f"/my/apply/{OPEN}/"]


def _published(call: VendorCall) -> Announcement:
    """A list that was announced, with one shop and one reserve on it."""
    line = {"name": "กลุ่มตัวอย่าง", "place": "อ.ชนบท", "category": 3, "booths": 1}
    chosen = {**line, "reference": "KKSILK-0001", "outcome": "select", "number": None}
    reserve = {**line, "reference": "KKSILK-0002", "outcome": "reserve", "number": 1}
    now = timezone.now()
    approved = {"approved_by": _user(ADMINISTRATOR), "approved_at": now, "applied_at": now}
    published = {"lines": [chosen, reserve], "told": 2}
    announcement = make_announcement(call, by=_user(OFFICER), published=published, **approved)
    told = Decision.objects.filter(application__call=call, announced_at__isnull=False)
    told.filter(outcome=Outcome.SELECT).update(announcement=announcement)
    return announcement


def doorway_screens() -> list[str]:
    return [
        "/accounts/begin/",
        "/accounts/code/",
        "/accounts/slip/",
        "/accounts/login/",
        "/accounts/signup/",
        "/accounts/password/reset/",
        "/accounts/password/reset/done/",
        "/accounts/inactive/",
    ]


def vendor_screens() -> list[str]:
    product = Product.objects.managed_by(_user(CLOTH_VENDOR)).order_by("pk").first()
    paths = ["/my/", "/my/messages/", "/my/profile/", "/my/applications/"]
    own = BoothApplication.objects.filter(vendor__members__user__email=CLOTH_VENDOR)
    for application in own.order_by("pk"):
        paths.append(f"/my/applications/{application.pk}/")
    chosen = own.get(fair_event__slug=OPEN)
    paths += [f"/my/applications/{chosen.pk}/{step}/" for step in ("confirm", "withdraw")]
    paths.append(f"/my/applications/{own.get(fair_event__slug=PICKING).pk}/booth/")
    paths += ["/my/products/", "/my/products/add/", f"/my/products/{product.pk}/"]
    paths.append(f"/my/products/{product.pk}/photos/")
    paths += ["/my/sales/", f"/my/sales/{RUNNING}/", f"/my/sales/{RUNNING}/{_today()}/"]
    paths += [f"/my/applications/{own.get(fair_event__slug=RUNNING).pk}/cards/", "/my/attendance/"]
    card = ExhibitorCard.objects.live().filter(application__vendor__in=own.values("vendor")).first()
    paths += [f"/my/cards/{card.pk}/", f"/cards/{card.token}/"]
    paths += [f"/my/apply/{OPEN}/done/", "/accounts/logout/", "/accounts/password/change/"]
    paths += ["/my/dossier/", "/my/standards/", "/my/documents/", "/my/registration/"]
    paths.append("/my/registration/juristic/")
    paths.append(f"/my/standards/add/{StandardKind.objects.earliest('pk').pk}/")
    paths.append(f"/my/documents/kinds/{VendorDocumentKind.objects.earliest('pk').pk}/")
    asked = Complaint.objects.asked_of_vendors_of(_user(CLOTH_VENDOR)).order_by("pk")
    paths += ["/my/inspections/", "/my/complaints/", *(f"/my/complaints/{o.pk}/" for o in asked)]
    return paths + people_screens() + outcome_screens_of(own)


def people_screens() -> list[str]:
    """Who acts for the shop, whom to ask for another, and how one is reached."""
    other = Vendor.objects.published().exclude(members__user__email=CLOTH_VENDOR).earliest("pk")
    return ["/my/people/", "/my/join/", f"/my/shops/{other.pk}/claim/", "/accounts/contact/"]


def outcome_screens_of(own) -> list[str]:
    """What becomes of an application, and of a standard that was sent."""
    standard = VendorStandard.objects.filter(vendor__members__user__email=CLOTH_VENDOR)
    penalty = make_penalty(standard.earliest("pk").vendor, by=_user(OFFICER), kind="warning")
    own.filter(fair_event__slug=PAST).update(status="refused", decision_reason="ไม่ครบ")
    booth, refused = own.get(fair_event__slug=RUNNING), own.get(fair_event__slug=PAST)
    return [
        f"/my/standards/{standard.earliest('pk').pk}/",
        f"/my/applications/{booth.pk}/give-back/",
        f"/my/applications/{refused.pk}/object/",
        "/my/penalties/",
        f"/my/penalties/{penalty.pk}/object/",
    ]


def applicant_screens() -> list[str]:
    """The application that came back to be mended: every step can be opened."""
    returned = BoothApplication.objects.get(
        vendor__members__user__phone=PHONE_VENDOR, fair_event__slug=OPEN
    )
    steps = ("category", "products", "questions", "note", "fix", "check")
    return [
        f"/my/applications/{returned.pk}/",
        f"/my/apply/{OPEN}/",
        *(f"/my/apply/{OPEN}/{step}/" for step in steps),
    ]


def officer_screens() -> list[str]:
    fair = {event.slug: event.pk for event in FairEvent.objects.all()}
    running, opened = f"/staff/fairs/{fair[RUNNING]}", f"/staff/fairs/{fair[OPEN]}"
    paths = [
        "/staff/",
        "/staff/calendar/",
        "/staff/calendar/?view=list",
        "/staff/history/",
        "/staff/search/?q=ผ้า",
        "/staff/registers/",
    ]
    paths += ["/staff/roles/", "/staff/roles/give/fair_helper/"]
    paths += [f"{opened}/applications/", f"{opened}/applications/?status=submitted"]
    for status in ("submitted", "eligible", "selected", "confirmed", "returned", "refused"):
        rows = BoothApplication.objects.filter(fair_event=fair[OPEN], status=status)
        paths.append(reverse("staff:review", args=[rows.order_by("pk")[0].pk]))
    paths += [f"{opened}/booths/", f"{running}/booths/", f"{running}/booths/?zone=C"]
    paths += [f"{running}/sales/{_today()}/", f"{running}/sales/{_today()}/chase/"]
    paths += [f"{running}/sales/{_today()}/paste/"]
    came = f"{running}/arrivals/{_today()}"
    absent = Absence.objects.get(on=today_in_thailand()).allocation
    paths += [f"{came}/", f"{came}/?print=1", f"{came}/missing/", f"{came}/end/{absent.pk}/"]
    paths += [f"{running}/on-site/", f"{running}/cards/", "/staff/arrivals/", "/staff/cards/"]
    paths.append(f"{running}/cards/{absent.application_id}/")
    report = f"/staff/fairs/{fair[PAST]}/report/2020-10-28"
    paths += [f"{running}/report/{_today()}/", f"{report}/", f"{report}/print/"]
    paths.append(f"{running}/report/")
    paths += ["/staff/targets/", "/staff/imports/", "/staff/reports/", "/staff/sales/"]
    to_fill = f"/staff/fairs/{fair[TO_FILL]}"
    paths += [f"{to_fill}/import/vendors/", f"{running}/import/sales/"]
    paths += _previews()
    paths += [f"{running}/state/", f"{to_fill}/state/", f"{to_fill}/plan/"]
    paths += [f"{running}/copy/", f"{running}/compare/", "/staff/fairs/fairevent/add/"]
    paths += [reverse("staff:venue-photos", args=[Venue.objects.earliest("pk").pk])]
    paths += [f"{running}/plan/", f"{running}/plan/?show=zones", f"{running}/plan/rows/"]
    paths += [f"{running}/plan/renumber/", f"{running}/plan/release/", f"{running}/plan/picture/"]
    paths += [f"{running}/import/plan/"]
    resolution = Resolution.objects.filter(meeting__committee__isnull=False).order_by("-pk")[0]
    paths.append(reverse("staff:resolution", args=[resolution.pk]))
    paths += money_screens(fair[OPEN]) + allocating_screens()
    return paths + call_screens(fair[OPEN]) + paper_screens() + site_screens(fair[RUNNING])


def site_screens(fair_id: int) -> list[str]:
    """What is done while the fair is open."""
    inspection = InspectionRound.objects.latest("pk")
    visit, finding = inspection.visits.earliest("pk"), Finding.objects.earliest("pk")
    of_day = ("visitors-day", "visitors-tap")
    heard = Complaint.objects.earliest("pk")
    of_fair = (
        "complaints-fair",
        "complaints-signs",
        "surveys-fair",
        "visitors-fair",
        "inspections-fair",
        "inspections-findings",
        "inspections-checklist",
    )
    return [
        *(reverse(f"staff:{name}", args=[fair_id]) for name in of_fair),
        *(reverse(f"staff:{name}", args=[fair_id, _today()]) for name in of_day),
        reverse("staff:inspections-round", args=[inspection.pk]),
        reverse("staff:inspections-booth", args=[inspection.pk, visit.booth_id]),
        reverse("staff:inspections-photos", args=[inspection.pk, visit.booth_id]),
        reverse("staff:inspections-finding", args=[finding.pk]),
        reverse("staff:inspections-province", args=[finding.fair_event.home_province_id]),
        reverse("staff:complaints-one", args=[heard.pk]),
    ]


def allocating_screens() -> list[str]:
    """Every way to give booths: draws held and frozen, runs, choosing, and beside the rules."""
    fair = FairEvent.objects.get(slug=DRAWN)
    drawn, by_rules = (
        fair.calls.filter(allocation_way="draw"),
        fair.calls.get(allocation_way="rules"),
    )
    picking = VendorCall.objects.get(allocation_way="self")
    return [
        reverse("staff:allocating-fair", args=[fair.pk]),
        *(reverse("staff:call-draws", args=[call.pk]) for call in drawn.order_by("pk")),
        *(reverse("staff:draw", args=[draw.pk]) for draw in Draw.objects.order_by("pk")),
        reverse("staff:call-runs", args=[by_rules.pk]),
        reverse("staff:rules-run", args=[by_rules.runs.latest("pk").pk]),
        reverse("staff:overrides", args=[fair.pk]),
        reverse("staff:call-picking", args=[picking.pk]),
        reverse("staff:booth-signs", args=[fair.pk]),
    ]


def money_screens(fair_id: int) -> list[str]:
    """What is owed and paid, the slips, and a bank's statement that waits."""
    statement = BankStatement.objects.latest("pk")
    owing = statement.fair_event.ledger.latest("pk").application_id
    return [
        *(
            reverse(f"staff:money-{of}", args=[fair_id])
            for of in ("fair", "deposits", "payee", "statements")
        ),
        reverse("staff:money-one", args=[owing]),
        reverse("staff:money-slips"),
        reverse("staff:money-statement", args=[statement.pk]),
        reverse("staff:money-statement-back", args=[statement.pk]),
    ]


def call_screens(fair_id: int) -> list[str]:
    """What officers set up for a round, and what they write to its vendors."""
    call = VendorCall.objects.filter(fair_event=fair_id).earliest("pk").pk
    of_call = ("call-questions", "call-invited")
    of_fair = ("messages-fair", "messages-write", "messages-reminders")
    return [
        reverse("staff:call-conditions", args=[CallCondition.objects.earliest("pk").call_id]),
        *(reverse(f"staff:{name}", args=[call]) for name in of_call),
        *(reverse(f"staff:{name}", args=[fair_id]) for name in of_fair),
        reverse("staff:nominations"),
    ]


def paper_screens() -> list[str]:
    return [reverse("staff:papers"), reverse("staff:registrations")]


def register_screens() -> list[str]:
    """Lists of several kinds; forms with all their inlines, their history, and a deletion."""
    user, paths = _user(OFFICER), []
    for model in (FairEvent, Vendor, Product, Resolution, BoothApplication):
        row = model.objects.visible_to(user).order_by("-pk")[0]
        paths += [_register(model, page, row.pk) for page in ("change", "history")]
    paths.append(_register(Resolution, "delete", Resolution.objects.latest("pk").pk))
    paths += [_register(model, "add") for model in (Vendor, FairEvent)]
    listed = (FairEvent, Vendor, Product, Resolution, BoothApplication, Booth, BoothSale, Province)
    file = reverse("staff:register-export", args=["vendors.vendor"])
    return [*paths, file, *(_register(model, "changelist") for model in listed)]


def administrator_screens() -> list[str]:
    """What only an administrator opens."""
    lists = [_register(model, "changelist") for model in (User, Message, Assignment)]
    usual = reverse("staff:inspections-usual")
    return [*lists, usual, _register(User, "add"), _register(User, "change", _user(OFFICER).pk)]


def _register(model, page: str, *args) -> str:
    return reverse(f"staff:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def _previews() -> list[str]:
    """A list of vendors with refused rows, and a day's sheet of a fair long past."""
    batches = []
    for slug, kind, name in (
        (TO_FILL, "vendors", "vendors.xlsx"),
        (PAST, "sales", "sales-day.xlsx"),
    ):
        fair = FairEvent.objects.get(slug=slug)
        data = (CASES / name).read_bytes()
        batch = upload_batch(fair, kind, file_name=name, data=data, by=_user(OFFICER))
        batches.append(reverse("staff:import-batch", args=[batch.pk]))
    return batches


def _user(email: str) -> User:
    return User.objects.get(email=email)


def _today() -> str:
    return today_in_thailand().isoformat()
