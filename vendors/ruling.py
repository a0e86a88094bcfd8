"""A run of the rules: booths for ranked wishes. The same input gives the same result.

Turn by turn each shop takes, of the booths that fit and that no quota forbids, the one that is
worth most to it: its wish, shops of its district next door, and nobody next door with the same
product. The order is that of the score, then of the SHA-256 of the application's number, which
nobody can choose. In the first round those come first for whom booths are kept; nobody has a
second booth before everybody has had a turn for the first.
"""

from dataclasses import dataclass, field

from vendors.drawing import EVERY, Cell, Quotas, Shop, Stall, sha256

VERSION = 2  # of these rules in code; what officers weigh is data
KEPT, FREE_FOR_ALL = "kept", "open"


@dataclass(frozen=True)
class Entrant:
    """A shop with what it wishes (codes of zones or booths, the dearest first) and what it is."""

    shop: Shop
    score: int  # hundredths
    district: str
    products: tuple[str, ...]
    wishes: tuple[str, ...]

    @property
    def lot(self) -> str:
        return sha256(self.shop.reference)


@dataclass(frozen=True)
class Weights:
    """Points: for the first wish (each next one has an equal share less), off for each neighbour
    with the same product, and for each of the same district."""

    wish: int
    product: int
    district: int


@dataclass
class Input:
    """All that a run depends on. `beside` is which booths stand next to which, `before` who stands
    in a booth already."""

    entrants: list[Entrant]
    stalls: list[Stall]
    cells: list[Cell]
    beside: dict[str, list[str]]
    weights: Weights
    before: dict[str, Entrant] = field(default_factory=dict)


@dataclass
class Turn:
    """One turn: what was taken, and how each wish stood. `round` 1 is for the first booth."""

    number: int
    round: int
    part: str
    reference: str
    code: str
    worth: int
    wishes: list[tuple[str, str]] = field(default_factory=list)
    full: str = ""


def order_of(entrants: list[Entrant]) -> list[Entrant]:
    """The best score first; equal ones by lot."""
    return sorted(entrants, key=lambda one: (-one.score, one.lot, one.shop.reference))


class Run:
    """The booths while they are given away; `turns` is the log."""

    def __init__(self, given: Input) -> None:
        self.given = given
        self.quotas = Quotas(given.cells, given.stalls)
        self.place = {stall.code: number for number, stall in enumerate(given.stalls)}
        self.left = {stall.code: stall for stall in given.stalls}
        self.stands: dict[str, Entrant] = {}
        self.turns: list[Turn] = []
        self.codes: dict[str, list[str]] = {one.shop.reference: [] for one in given.entrants}

    def play(self) -> "Run":
        order = order_of(self.given.entrants)
        for one in order:
            if self._keeps_for(one):
                self._turn(one, 1, KEPT)
        most = max((one.shop.wanted for one in order), default=0)
        for number in range(1, most + 1):
            for one in order:
                if len(self.codes[one.shop.reference]) < number <= one.shop.wanted:
                    self._turn(one, number, FREE_FOR_ALL)
        return self

    def _keeps_for(self, one: Entrant) -> bool:
        """Whether a cell still keeps a booth for this shop."""
        return any(
            cell.reserved > self.quotas.given[cell] and cell.covers(one.shop, stall)
            for cell in self.given.cells
            for stall in self.left.values()
        )

    def _turn(self, one: Entrant, number: int, part: str) -> None:
        allowed = self._allowed(one)
        if part == KEPT:
            allowed = [stall for stall in allowed if self._is_kept_for(one, stall)]
            if not allowed:
                return
        best = max(allowed, key=lambda s: (self.worth(one, s), -self.place[s.code]), default=None)
        turn = Turn(
            len(self.turns) + 1,
            number,
            part,
            one.shop.reference,
            best.code if best else "",
            self.worth(one, best) if best else 0,
            self._wishes(one, best, part),
            "" if best else self._why_none(one),
        )
        self.turns.append(turn)
        if best:
            self._give(one, best)

    def _give(self, one: Entrant, stall: Stall) -> None:
        del self.left[stall.code]
        self.quotas.give(one.shop, stall)
        self.stands[stall.code] = one
        self.codes[one.shop.reference].append(stall.code)

    def _allowed(self, one: Entrant) -> list[Stall]:
        """Booths left that fit and that no quota forbids; a quota is asked once a zone."""
        zones: dict[tuple[str, str], bool] = {}
        found = []
        for stall in self.left.values():
            key = stall.zone, stall.category
            if key not in zones:
                zones[key] = fits(one.shop, stall) and self.quotas.allow(one.shop, stall)
            if zones[key]:
                found.append(stall)
        return found

    def _is_kept_for(self, one: Entrant, stall: Stall) -> bool:
        given = self.quotas.given
        return any(c.reserved > given[c] and c.covers(one.shop, stall) for c in self.given.cells)

    def worth(self, one: Entrant, stall: Stall) -> int:
        """Points of a booth for a shop, as those stand who came before."""
        weights = self.given.weights
        near = self.neighbours(stall.code)
        points = wish_points(one, stall, weights.wish)
        points += weights.district * sum(
            bool(one.district) and n.district == one.district for n in near
        )
        return points - weights.product * sum(
            bool(set(n.products) & set(one.products)) for n in near
        )

    def neighbours(self, code: str) -> list[Entrant]:
        there = self.given.before | self.stands
        return [there[near] for near in self.given.beside.get(code, ()) if near in there]

    # --- Why not

    def _wishes(self, one: Entrant, best: Stall | None, part: str) -> list[tuple[str, str]]:
        """Each wish until the one that was granted, with how it stood: a word and who or what."""
        stood = []
        for wish in one.wishes:
            if best and wish in (best.code, best.zone):
                break
            how = self._how_stands(one, wish)
            stood.append((wish, "kept" if how == "worth" and part == KEPT else how))
        return stood

    def _how_stands(self, one: Entrant, wish: str) -> str:
        stalls = [stall for stall in self.given.stalls if wish in (stall.code, stall.zone)]
        if not stalls:
            return "away"
        if not any(fits(one.shop, stall) for stall in stalls):
            return _why_none_fits(one.shop, stalls)
        free = [stall for stall in stalls if stall.code in self.left and fits(one.shop, stall)]
        if not free:
            return (
                f"taken {self.stands[stalls[0].code].shop.reference}" if len(stalls) == 1 else "all"
            )
        if not any(self.quotas.allow(one.shop, stall) for stall in free):
            return self._quota_of(one, free[0])
        return "worth"

    def _quota_of(self, one: Entrant, stall: Stall) -> str:
        full = self.quotas.full(one.shop, stall)
        return f"full {self.given.cells.index(full)}" if full else "reserved"

    def _why_none(self, one: Entrant) -> str:
        """Why no booth at all was left for it: of its category, or by quota."""
        fitting = [stall for stall in self.given.stalls if fits(one.shop, stall)]
        free = [stall for stall in fitting if stall.code in self.left]
        if not fitting:
            return _why_none_fits(one.shop, self.given.stalls)
        return self._quota_of(one, free[0]) if free else "all"


def fits(shop: Shop, stall: Stall) -> bool:
    return stall.category in (shop.category, EVERY) and stall.stars <= shop.stars


def _why_none_fits(shop: Shop, stalls: list[Stall]) -> str:
    """Stars where a zone of the category asks for more; else the category."""
    is_of_category = any(stall.category in (shop.category, EVERY) for stall in stalls)
    return "stars" if is_of_category else "category"


def wish_points(one: Entrant, stall: Stall, weight: int) -> int:
    """All of `weight` for the first wish, an equal share less for each after it; no wish, none."""
    for rank, wish in enumerate(one.wishes):
        if wish in (stall.code, stall.zone):
            return weight * (len(one.wishes) - rank) // len(one.wishes)
    return 0


@dataclass(frozen=True)
class Sums:
    """What a run comes to, for comparing two."""

    with_booth: int
    without: int
    booths: int
    empty: int
    first_wishes: int
    same_products: int  # pairs of neighbours
    same_districts: int


def sums_of(run: Run) -> Sums:
    first = [one for one in run.given.entrants if one.wishes]
    pairs = [
        (run.stands[code], other)
        for code in run.stands
        for near in run.given.beside.get(code, ())
        if near in run.stands and code < near
        for other in [run.stands[near]]
    ]
    zones = {stall.code: stall.zone for stall in run.given.stalls}
    with_booth = sum(bool(codes) for codes in run.codes.values())
    return Sums(
        with_booth,
        len(run.codes) - with_booth,
        len(run.stands),
        len(run.left),
        sum(
            any(one.wishes[0] in (code, zones[code]) for code in run.codes[one.shop.reference])
            for one in first
        ),
        sum(bool(set(a.products) & set(b.products)) and a is not b for a, b in pairs),
        sum(bool(a.district) and a.district == b.district and a is not b for a, b in pairs),
    )
