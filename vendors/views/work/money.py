"""The money of a fair's booths: who owes what, the totals, the export, the paper."""

from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlencode

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from fairs.current import fair_asked_for, fair_being_prepared, fairs_in_scope
from fairs.models import FairEvent
from otopfair.documents.xlsx import xlsx_response
from otopfair.paging import page_of
from otopfair.rights.may import may
from otopfair.staff.site import staff_site
from otopfair.thai.folding import fold
from vendors.ledger import Account, MoneyState, Totals, accounts_of
from vendors.models import BoothApplication, LedgerLine
from vendors.models.money import overdue_among
from vendors.money_sheets import money_workbook

VIEW, NAME = "vendors.view_ledgerline", "vendors.name_payee"
FAIRS = FairEvent.objects.all()


@dataclass(frozen=True)
class MoneyFilter:
    """Filters of the address. Nonsense in it filters nothing."""

    state: str = ""
    words: str = ""

    @classmethod
    def from_query(cls, query) -> "MoneyFilter":
        state = query.get("state", "")
        return cls(state if state in MoneyState.values else "", query.get("q", "").strip()[:100])

    def of_words(self, accounts: list[Account]) -> list[Account]:
        wanted = [fold(word) for word in self.words.split()]
        return [one for one in accounts if all(word in _text_of(one) for word in wanted)]

    def of_state(self, accounts: list[Account]) -> list[Account]:
        return [one for one in accounts if self.state in ("", one.state)]

    def address(self, **changes) -> str:
        values = {"state": self.state, "q": self.words, **changes}
        return "?" + urlencode({name: value for name, value in values.items() if value})


def _text_of(account: Account) -> str:
    return fold(f"{account.application} {account.application.applicant}")


def waiting(user) -> list:
    """What the rail counts: whoever has not paid in time."""
    return [overdue_among(BoothApplication.objects.covered_by(user, VIEW))]


@staff_site.work_page(
    "money/",
    name="money",
    permission=VIEW,
    group="call",
    order=65,
    label="เงินค่าบูธ",
    icon="banknote",
    waits=waiting,
)
@require_safe
def money(request):
    """The money of the fair that is asked for, or of the next one at which anybody owes some."""
    fairs = fairs_in_scope(request.user, VIEW)
    fair_event = fair_asked_for(request.GET.get("fair", ""), fairs) or _fair_of_money(fairs)
    if fair_event is None:
        return staff_site.page(request, "vendors/work/money_none.html", {"title": "เงินค่าบูธ"})
    return redirect("staff:money-fair", fair_event.pk)


def _fair_of_money(fairs: list[FairEvent]) -> FairEvent | None:
    lines = LedgerLine.objects.filter(fair_event__in=fairs).order_by()
    charged = set(lines.values_list("fair_event", flat=True).distinct())
    owing = [fair_event for fair_event in fairs if fair_event.pk in charged]
    return fair_being_prepared(owing) or fair_being_prepared(fairs)


def _accounts(request, fair_event) -> list[Account]:
    rows = BoothApplication.objects.covered_by(request.user, VIEW).filter(fair_event=fair_event)
    rows = rows.with_standing().select_related("vendor").order_by("reference_number", "pk")
    order = {state: number for number, state in enumerate(MoneyState)}
    return sorted(accounts_of(rows), key=lambda account: order[account.state])


@staff_site.work_page(
    "fairs/<int:fair_event_id>/money/", name="money-fair", permission=VIEW, row=FAIRS
)
@never_cache
@require_safe
def money_fair(request, fair_event):
    """Every application that was charged, the late ones first; ?print=1 is the paper."""
    filters, everything = MoneyFilter.from_query(request.GET), _accounts(request, fair_event)
    found = filters.of_words(everything)
    shown = filters.of_state(found)
    context = {
        "title": "เงินค่าบูธ",
        "fair_event": fair_event,
        "filters": filters,
        "chips": _chips(filters, found),
        "totals": Totals.of(shown),
        "has_any": bool(everything),
        "made_at": timezone.localtime(),
    }
    if request.GET.get("print") == "1":
        return render(request, "vendors/work/money_print.html", {**context, "accounts": shown})
    context |= {
        "page": page_of(request, shown),
        "fairs": fairs_in_scope(request.user, VIEW),
        "payee": fair_event.payees.current().first(),
        "can_record": may(request.user, "vendors.record_money", fair_event),
        "can_name": may(request.user, NAME, fair_event),
        "print_url": filters.address(print="1"),
    }
    return staff_site.page(request, "vendors/work/money.html", context)


@staff_site.work_page(
    "fairs/<int:fair_event_id>/money/money.xlsx", name="money-xlsx", permission=VIEW, row=FAIRS
)
@require_safe
def money_xlsx(request, fair_event):
    """The list as it is filtered, and every line of it."""
    filters = MoneyFilter.from_query(request.GET)
    accounts = filters.of_state(filters.of_words(_accounts(request, fair_event)))
    made_at = timezone.localtime()
    data = money_workbook(f"เงินค่าบูธ {fair_event}", accounts, made_at=made_at)
    code = fair_event.reference_code
    return xlsx_response(
        data, ascii_name=f"money-{code}-{made_at:%Y%m%d-%H%M}", thai_name=f"เงินค่าบูธ {code}"
    )


def _chips(filters: MoneyFilter, accounts: list[Account]) -> list[dict]:
    counts = Counter(account.state for account in accounts)
    states = [state for state in MoneyState if counts[state] or filters.state == state]
    chips = [("", f"ทั้งหมด {len(accounts)}")]
    chips += [(state.value, f"{state.label} {counts[state]}") for state in states]
    return [
        {"label": label, "url": filters.address(state=value), "on": filters.state == value}
        for value, label in chips
    ]
