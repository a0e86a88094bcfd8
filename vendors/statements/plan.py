"""What a statement would write down, row by row, beside what is there already."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.db.models import TextChoices

from otopfair.stale import seen_of
from vendors.ledger import Account, Sums
from vendors.models import (
    BankStatement,
    BoothApplication,
    LedgerLine,
    MoneyKind,
    PaymentSlip,
)
from vendors.statements.matching import References
from vendors.statements.reading import BankLine, Reading, read_statement


class LineState(TextChoices):
    EQUAL = "equal", "ยอดตรง"
    LESS = "less", "ยอดขาด"
    MORE = "more", "ยอดเกิน"
    ALIKE = "alike", "อาจบันทึกแล้ว"
    UNKNOWN = "unknown", "ไม่รู้ว่าของใคร"
    REFUSED = "refused", "บันทึกไม่ได้"
    RECORDED = "recorded", "บันทึกแล้ว"


BADGES = {
    LineState.EQUAL: "done",
    LineState.LESS: "waiting",
    LineState.MORE: "waiting",
    LineState.ALIKE: "waiting",
    LineState.UNKNOWN: "off",
    LineState.REFUSED: "wrong",
    LineState.RECORDED: "off",
}
WRITABLE = [LineState.EQUAL, LineState.LESS, LineState.MORE, LineState.ALIKE]


@dataclass(frozen=True)
class Judged:
    """A row of money that came in, and what would be done with it. `open_baht` was owed before."""

    line: BankLine
    state: LineState
    application: BoothApplication | None = None
    how: str = ""
    why: str = ""
    open_baht: Decimal = Decimal(0)
    slip: PaymentSlip | None = None

    @property
    def is_writable(self) -> bool:
        return self.state in WRITABLE

    @property
    def badge(self) -> str:
        return BADGES[self.state]

    @property
    def seen(self) -> str:
        """The row and the fingerprint of what is said of it; comes back with the tick."""
        application = self.application.pk if self.application else None
        said = [self.line.fingerprint, self.state, application, f"{self.open_baht:.2f}"]
        said.append(self.slip.pk if self.slip else None)
        return f"{self.line.number}:{seen_of({'line': said})}"


@dataclass
class StatementPlan:
    reading: Reading
    rows: list[Judged] = field(default_factory=list)

    def of(self, *states: LineState) -> list[Judged]:
        return [row for row in self.rows if row.state in states]

    @property
    def writable(self) -> list[Judged]:
        return self.of(*WRITABLE)

    @property
    def counts(self) -> list[tuple[LineState, str, int, Decimal]]:
        """(state, its badge, rows, baht) of every state; together they are all that came in."""
        return [
            (
                state,
                BADGES[state],
                len(rows),
                sum((one.line.amount_baht for one in rows), Decimal(0)),
            )
            for state in LineState
            if (rows := self.of(state))
        ]


def plan_of(statement: BankStatement) -> StatementPlan:
    """Judge every row against the accounts as they are now. A handful of queries."""
    reading = read_statement(statement)
    judging = _Judging(statement, reading)
    return StatementPlan(reading, [judging.judged(line) for line in reading.lines])


class _Judging:
    """Rows in the order of the file: what an earlier one pays, a later one no longer finds open."""

    def __init__(self, statement: BankStatement, reading: Reading) -> None:
        self._references = References(statement)
        self._in_file = {line.fingerprint for line in reading.lines}
        self._matches = {line.number: self._references.of(line) for line in reading.lines}
        matched = {match.application.pk for match in self._matches.values() if match.application}
        lines: dict[int, list[LedgerLine]] = defaultdict(list)
        self._recorded: dict[str, LedgerLine] = {}
        rows = LedgerLine.objects.filter(fair_event=statement.fair_event_id)
        for row in rows.select_related("application__vendor").order_by("pk"):
            if row.application_id in matched:
                lines[row.application_id].append(row)
            if not row.is_corrected and row.kind == MoneyKind.PAYMENT:
                self._recorded |= {key: row for key in (row.fingerprint, row.reference) if key}
        self._lines = lines
        self._sums = {key: Sums.of(lines[key]) for key in matched}
        waiting = PaymentSlip.objects.waiting().filter(application__in=matched)
        self._slips = {slip.application_id: slip for slip in waiting.order_by("pk")}
        used = Counter(line.reference for line in reading.lines if line.reference)
        self._repeated = {reference for reference, times in used.items() if times > 1}

    def judged(self, line: BankLine) -> Judged:
        if earlier := self._earlier(line):
            return Judged(line, LineState.RECORDED, earlier.application)
        match = self._matches[line.number]
        if match.application is None:
            return Judged(line, LineState.UNKNOWN, why=match.why)
        if why := self._why_refused(match.application, line):
            return Judged(line, LineState.REFUSED, match.application, match.how, why)
        return self._beside_account(match.application, match.how, line)

    def _earlier(self, line: BankLine) -> LedgerLine | None:
        recorded = self._recorded.get(line.fingerprint)
        if recorded or line.reference in self._repeated:
            return recorded
        return self._recorded.get(line.reference) if line.reference else None

    def _why_refused(self, application: BoothApplication, line: BankLine) -> str:
        if not self._sums[application.pk].charged:
            return "ใบสมัครนี้ไม่มีค่าบูธหรือเงินประกัน"
        if line.reference in self._repeated:
            return f"เลขอ้างอิง {line.reference} มีหลายแถว ถ้าไม่ใช่เลขของแต่ละรายการ เลือกคอลัมน์ใหม่"
        return ""

    def _beside_account(self, application: BoothApplication, how: str, line: BankLine) -> Judged:
        open_baht = Account(application, self._sums[application.pk]).open
        state, why = LineState.EQUAL, ""
        if alike := self._alike(application, line):
            state, why = LineState.ALIKE, f"วันเดียวกันยอดเท่ากันบันทึกไว้แล้ว {alike.reference}".strip()
        elif line.amount_baht != open_baht:
            state = LineState.LESS if line.amount_baht < open_baht else LineState.MORE
        slip = self._slips.get(application.pk)
        if slip and slip.expected_baht == line.amount_baht:
            del self._slips[application.pk]
        else:
            slip = None
        self._take(application, line)
        return Judged(line, state, application, how, why, open_baht, slip)

    def _alike(self, application: BoothApplication, line: BankLine) -> LedgerLine | None:
        """A payment that was written down some other way, and may well be this transfer: as a slip,
        by hand, or from a file that tells the row otherwise."""
        for row in self._lines[application.pk]:
            same = (row.moved_on, row.amount_baht) == (line.moved_on, line.amount_baht)
            counts = row.kind == MoneyKind.PAYMENT and not row.is_corrected
            if same and counts and row.fingerprint not in self._in_file:
                return row
        return None

    def _take(self, application: BoothApplication, line: BankLine) -> None:
        sums = self._sums[application.pk]
        paid = replace(sums, received=sums.received + line.amount_baht)
        self._sums[application.pk] = paid
