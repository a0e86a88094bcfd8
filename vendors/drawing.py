"""A public draw of booths, as one file that anybody can run: Python's standard library, no more.

    python3 draw.py draw.json     draws again and compares with what was published
    python3 draw.py list.txt      prints the SHA-256 of the frozen list

What it does, in order:

1. The seed is SHA-256(secret + newline + public value + newline + SHA-256 of the list).
2. Random numbers are HMAC-SHA-256(seed, "0"), HMAC-SHA-256(seed, "1") ... , of each the first
   eight bytes; a number that would favour some of n is thrown away.
3. The shops are shuffled (Fisher-Yates, from the last place to the first), then the booths.
4. In that order each shop takes the first booth left that fits and that no quota forbids. Whoever
   asked for two takes the second when everybody has had a turn for the first.
5. A booth fits when its zone is of the shop's category and asks for no more stars than the shop
   has; booths of zones for everybody come after.
6. Shops without a booth are reserves, numbered in the order of the draw. A shop that withdrew after
   the list was frozen is drawn with the others; its booth passes on to the first reserve.
"""

import hashlib
import hmac
import json
import sys
from itertools import count
from pathlib import Path
from typing import NamedTuple

FORMAT = "otopfair-draw 2"
EVERY, ANY = "*", "any"  # every category or zone; any origin
NOTHING = "-"


class Shop(NamedTuple):
    """One application. `origin` is inside or outside, seen from the fair's province; `stars` are
    the most that its products have. Lists of format 1 say none."""

    reference: str
    name: str
    category: str
    origin: str
    wanted: int
    stars: int = 0


class Stall(NamedTuple):
    """One booth with its zone; `category` is the zone's, or "*". The zone asks for `stars`."""

    code: str
    zone: str
    category: str
    stars: int = 0


class Cell(NamedTuple):
    """A quota: of a category's booths, in a zone or "*", `maximum` go to shops of `origin` or
    "any", and `reserved` of them to nobody else; `given` are given away before the draw."""

    category: str
    zone: str
    origin: str
    reserved: int
    maximum: int
    given: int

    def covers(self, shop: Shop, stall: Stall) -> bool:
        """Whether this booth, given to this shop, counts here."""
        return (
            self.category == shop.category
            and self.zone in (EVERY, stall.zone)
            and self.origin in (ANY, shop.origin)
        )

    def holds(self, other: "Cell") -> bool:
        """Whether all that counts in the other counts here, too."""
        return (
            self.category == other.category
            and self.zone in (EVERY, other.zone)
            and self.origin in (ANY, other.origin)
            and self != other
        )


class Line(NamedTuple):
    """What the draw gave: the place in the order, the shop, its booths, and what is said of it."""

    place: int
    reference: str
    codes: tuple[str, ...]
    note: str = ""

    def __str__(self) -> str:
        codes = ",".join(self.codes) or NOTHING
        return "\t".join([str(self.place), self.reference, codes, self.note or NOTHING])


class Frozen(NamedTuple):
    """Who takes part, for which booths, within which quotas, each in the order of the list."""

    shops: list[Shop]
    stalls: list[Stall]
    cells: list[Cell]


class Quotas:
    """The quota cells while booths are given away one by one."""

    def __init__(self, cells: list[Cell], stalls: list[Stall]) -> None:
        self.cells = cells
        self.given = {cell: cell.given for cell in cells}
        self.left: dict[str, int] = {}
        for stall in stalls:
            self.left[stall.zone] = self.left.get(stall.zone, 0) + 1

    def full(self, shop: Shop, stall: Stall) -> Cell | None:
        """The cell whose maximum this booth would pass."""
        for cell in self.cells:
            if cell.covers(shop, stall):
                kept = self._kept([one for one in self.cells if cell.holds(one)], shop, stall)
                if self.given[cell] + kept >= cell.maximum:
                    return cell
        return None

    def is_kept(self, shop: Shop, stall: Stall) -> bool:
        """Whether all booths left in the zone are kept for others."""
        of_zone = [cell for cell in self.cells if cell.zone == stall.zone]
        return self.left.get(stall.zone, 0) <= self._kept(of_zone, shop, stall)

    def allow(self, shop: Shop, stall: Stall) -> bool:
        return not (self.full(shop, stall) or self.is_kept(shop, stall))

    def give(self, shop: Shop, stall: Stall, number: int = 1) -> None:
        """Count a booth as given away, or as given back with -1."""
        self.left[stall.zone] = self.left.get(stall.zone, 0) - number
        for cell in self.cells:
            if cell.covers(shop, stall):
                self.given[cell] += number

    def _kept(self, cells: list[Cell], shop: Shop, stall: Stall) -> int:
        """Booths that these cells keep, and that this shop does not take from."""
        others = [cell for cell in cells if not cell.covers(shop, stall)]
        return sum(max(cell.reserved - self.given[cell], 0) for cell in others)


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def seed_of(secret: str, public_value: str, list_sha256: str) -> bytes:
    return bytes.fromhex(sha256("\n".join([secret, public_value, list_sha256])))


def numbers(seed: bytes):
    """Numbers below 2**64, without end; the same seed gives the same numbers."""
    for counter in count():
        digest = hmac.new(seed, str(counter).encode("ascii"), hashlib.sha256).digest()
        yield int.from_bytes(digest[:8], "big")


def below(stream, size: int) -> int:
    """A number from 0 to size - 1, each as likely as the others."""
    limit = 2**64 - 2**64 % size
    return next(number for number in stream if number < limit) % size


def shuffled(rows: list, stream) -> list:
    """Fisher-Yates, from the last place to the first."""
    rows = list(rows)
    for last in range(len(rows) - 1, 0, -1):
        picked = below(stream, last + 1)
        rows[last], rows[picked] = rows[picked], rows[last]
    return rows


def read_list(text: str) -> Frozen:
    """The frozen list. Each line is a kind and its values, with tabs between."""
    frozen = Frozen([], [], [])
    for line in text.splitlines():
        kind, *values = line.split("\t")
        if kind == "shop":
            frozen.shops.append(Shop(*values[:4], *map(int, values[4:])))
        elif kind == "booth":
            frozen.stalls.append(Stall(*values[:3], *map(int, values[3:])))
        elif kind == "cell":
            frozen.cells.append(Cell(*values[:3], *map(int, values[3:])))
    return frozen


def fitting(shop: Shop, stalls: list[Stall]) -> list[Stall]:
    """Booths of the shop's category, then booths for everybody; none that asks for more stars."""
    return [
        stall
        for wanted in (shop.category, EVERY)
        for stall in stalls
        if stall.category == wanted and stall.stars <= shop.stars
    ]


def draw(list_text: str, seed: bytes, withdrawn: list[str]) -> list[Line]:
    """The result: every shop once, in the order of the draw."""
    frozen, stream = read_list(list_text), numbers(seed)
    order = shuffled(frozen.shops, stream)
    left = shuffled(frozen.stalls, stream)
    quotas = Quotas(frozen.cells, frozen.stalls)
    taken = _deal(order, left, quotas)
    notes = _pass_on(order, taken, quotas, set(withdrawn))
    reserve = count(1)
    for shop in order:
        if not taken[shop] and shop not in notes:
            notes[shop] = f"reserve {next(reserve)}"
    return [
        Line(place, shop.reference, tuple(stall.code for stall in taken[shop]), notes.get(shop, ""))
        for place, shop in enumerate(order, start=1)
    ]


def _deal(order: list[Shop], left: list[Stall], quotas: Quotas) -> dict[Shop, list[Stall]]:
    """Turn by turn; `left` becomes what nobody took."""
    taken: dict[Shop, list[Stall]] = {shop: [] for shop in order}
    for turn in range(1, max((shop.wanted for shop in order), default=0) + 1):
        for shop in order:
            if shop.wanted >= turn:
                stall = next((s for s in fitting(shop, left) if quotas.allow(shop, s)), None)
                if stall:
                    left.remove(stall)
                    quotas.give(shop, stall)
                    taken[shop].append(stall)
    return taken


def _pass_on(order, taken, quotas: Quotas, withdrawn: set[str]) -> dict[Shop, str]:
    """The booths of those who withdrew go to the first reserves; what is said of both."""
    gone = [shop for shop in order if shop.reference in withdrawn]
    notes = dict.fromkeys(gone, "withdrawn")
    waiting = [shop for shop in order if not taken[shop] and shop not in notes]
    for shop in gone:
        for stall in taken[shop]:
            quotas.give(shop, stall, -1)
            heir = next(
                (one for one in waiting if fitting(one, [stall]) and quotas.allow(one, stall)), None
            )
            if heir:
                waiting.remove(heir)
                quotas.give(heir, stall)
                taken[heir], notes[heir] = [stall], f"from {shop.reference}"
        taken[shop] = []
    return notes


def check(published: dict) -> list[tuple[str, bool]]:
    """Draw again from a published draw; each thing that was compared, and whether it is right."""
    list_sha256 = sha256(published["list"])
    seed = seed_of(published["secret"], published["public_value"], list_sha256)
    result = [str(line) for line in draw(published["list"], seed, published["withdrawn"])]
    return [
        ("SHA-256 of the list", list_sha256 == published["list_sha256"]),
        ("SHA-256 of the secret", sha256(published["secret"]) == published["commitment"]),
        ("SHA-256 of the result", sha256("\n".join(result)) == published["result_sha256"]),
        ("result", result == published["result"]),
    ]


def main(path: str) -> int:
    """Print what was compared; 1 when anything differs."""
    say = sys.stdout.write
    text = Path(path).read_bytes().decode("utf-8-sig")  # an editor may put a mark in front
    if not text.startswith("{"):
        say(f"SHA-256 of the list: {sha256(text)}\n")
        return 0
    published = json.loads(text)
    found = check(published)
    for words, is_right in found:
        say(f"{'the same' if is_right else 'DIFFERENT'}: {words}\n")
    if all(is_right for _words, is_right in found):
        say("\n".join(published["result"]) + "\n")
        return 0
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
