"""Whose money a row of a statement is: by our reference in it, or because an officer said so."""

import re
from dataclasses import dataclass

from otopfair.thai.digits import is_digits, to_arabic_digits
from vendors.models import BankStatement, BoothApplication
from vendors.statements.reading import BankLine

_SEVERAL = "พบเลขใบสมัครมากกว่าหนึ่ง บอกว่าเป็นของใบใด"
_NOT_FOUND = "ไม่พบเลขใบสมัครของงานนี้"


@dataclass(frozen=True)
class Match:
    """The application of a row, or None and why; `how` says by what it was found."""

    application: BoothApplication | None
    how: str = ""
    why: str = ""


class References:
    """The numbers of a fair's applications, found in what a bank writes. One query."""

    def __init__(self, statement: BankStatement) -> None:
        rows = BoothApplication.objects.filter(
            fair_event=statement.fair_event_id, reference_number__isnull=False
        )
        self._named = statement.named
        self._by_key = {row.pk: row for row in rows.select_related("vendor", "fair_event")}
        self._by_number = {
            (row.reference_prefix.upper(), row.reference_no.rpartition("-")[2]): row
            for row in self._by_key.values()
        }
        prefixes = sorted({prefix for prefix, _number in self._by_number}, key=len, reverse=True)
        within = "|".join(map(re.escape, prefixes)) or "(?!)"
        self._pattern = re.compile(
            rf"(?<![A-Z0-9])({within})[\s\-_./]{{0,3}}(\d{{4,9}})(?!\d)", re.IGNORECASE
        )

    def of(self, line: BankLine) -> Match:
        if named := self._by_key.get(self._named.get(str(line.number), 0)):
            return Match(named, how="เจ้าหน้าที่บอก")
        for how, text in (("อ้างอิง 1", line.ref1), ("ข้อความ", f"{line.words} {line.ref2}")):
            found = self.found_in(text)
            if len(found) > 1:
                return Match(None, why=_SEVERAL)
            if found:
                return self._agreed(found[0], how, line)
        return Match(None, why=_NOT_FOUND)

    def found_in(self, text: str) -> list[BoothApplication]:
        """The applications whose number stands in `text`, each once."""
        found = self._pattern.findall(to_arabic_digits(text))
        rows = [self._by_number.get((prefix.upper(), number)) for prefix, number in found]
        return list({row.pk: row for row in rows if row}.values())

    def _agreed(self, application: BoothApplication, how: str, line: BankLine) -> Match:
        """Our code says it twice: number and our own number of it. Both must say the same."""
        second = to_arabic_digits(line.ref2).strip()
        if how == "อ้างอิง 1" and is_digits(second) and int(second) != application.pk:
            return Match(None, why=f"อ้างอิง 1 คือ {application} แต่อ้างอิง 2 ไม่ตรง บอกว่าเป็นของใบใด")
        return Match(application, how=how)
