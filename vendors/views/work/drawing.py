"""The board as plain data for `components/plan.html`; lengths in metres."""

from fairs.models import FairEvent
from vendors.booth_board import BoardZone, counts_of

PER_ROW = 14
SIDE = 3.0
GAP = 4.0  # room for the next zone's name


def drawing_of(
    fair_event: FairEvent, board: list[BoardZone], *, url_of_booth, url_of_zone, mine
) -> dict:
    """Zones and booths where they stand; in rows of ten when nobody has placed them yet."""
    placed = bool(board) and all(row.zone.plan_width and row.zone.plan_height for row in board)
    zones, top = [], 0.0
    for row in board:
        zone = _placed(row) if placed else _in_rows(row, top)
        top = zone["y"] + zone["height"] + GAP
        for shape, booth in zip(zone["booths"], row.booths, strict=True):
            state = "mine" if booth.booth.pk in mine else booth.state
            label = f"{booth.booth.code} {booth.vendor_names or booth.word}"
            shape.update(state=state, label=label, url=url_of_booth(booth.booth.code))
        zones.append({**zone, "url": url_of_zone(row.zone.code)})
    landmarks = fair_event.landmarks.order_by("pk") if placed else []
    return {
        "zones": zones,
        "landmarks": [
            {
                "kind": landmark.kind,
                "label": landmark.label,
                "x": float(landmark.plan_x),
                "y": float(landmark.plan_y),
                "width": float(landmark.plan_width),
                "height": float(landmark.plan_height),
            }
            for landmark in landmarks
        ],
        **counts_of(board),
    }


def _named(row: BoardZone) -> dict:
    return {"code": row.zone.code, "name": f"{row.zone.name_th} {len(row.booths)} บูธ"}


def _short(row: BoardZone, code: str) -> str:
    return code.removeprefix(row.zone.code) or code


def _placed(row: BoardZone) -> dict:
    return {
        **_named(row),
        "x": float(row.zone.plan_x),
        "y": float(row.zone.plan_y),
        "width": float(row.zone.plan_width),
        "height": float(row.zone.plan_height),
        "booths": [
            {
                "code": cell.booth.code,
                "short": _short(row, cell.booth.code),
                "x": float(cell.booth.plan_x),
                "y": float(cell.booth.plan_y),
                "width": float(cell.booth.width_m),
                "depth": float(cell.booth.depth_m),
            }
            for cell in row.booths
        ],
    }


def _in_rows(row: BoardZone, top: float) -> dict:
    lines = -(-len(row.booths) // PER_ROW)
    return {
        **_named(row),
        "x": 0.0,
        "y": top,
        "width": PER_ROW * SIDE,
        "height": lines * SIDE,
        "booths": [
            {
                "code": cell.booth.code,
                "short": _short(row, cell.booth.code),
                "x": n % PER_ROW * SIDE,
                "y": top + n // PER_ROW * SIDE,
                "width": SIDE,
                "depth": SIDE,
            }
            for n, cell in enumerate(row.booths)
        ],
    }
