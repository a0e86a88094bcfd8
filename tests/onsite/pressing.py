"""What two officers do at once on site, for tests/test_pressed_twice.py."""

from itertools import count
from uuid import uuid4

from onsite.operations import complaints, inspections, surveys, visitor_counts
from otopfair.thai.calendar import today_in_thailand
from tests import factories as make
from tests.onsite.rows import (
    gate_at,
    make_complaint,
    make_finding,
    make_round_at,
    make_survey,
    said_all,
    usual_checklist,
    usual_survey,
)
from tests.race_world import lines

TODAY = today_in_thailand()
NUMBERS = count(1)


def write_checklist(world):
    """Two officers, each with another wording of the same list."""
    base = usual_checklist().pk
    line = lambda: inspections.Line(f"ข้อ {next(NUMBERS)}", "check")  # noqa: E731
    return lambda: inspections.save_checklist(world.fair, [line()], base=base, by=world.by)


def begin(world):
    key = uuid4()
    usual_checklist()
    return lambda: inspections.begin_round(
        world.fair, on=TODAY, zones=[], form_key=key, by=world.by
    )


def end(world):
    inspection = make_round_at(world.fair, by=world.by)
    return lambda: inspections.end_round(inspection, by=world.by)


def visited(world):
    """A round that has been at the booth already: else one waits for the row of the other."""
    inspection = make_round_at(world.fair, by=world.by)
    inspection.visits.create(booth=world.booth)
    return inspection


def visit(world):
    """Two helpers in one booth, who see different things."""
    inspection = visited(world)
    seen = inspections.seen_of_visit(None)
    return lambda: inspections.save_visit(
        inspection,
        world.booth,
        said_all(inspection),
        vendor=None,
        note=str(next(NUMBERS)),
        due_at=None,
        seen=seen,
        by=world.by,
    )


def photograph(world):
    inspection, key = visited(world), uuid4()
    return lambda: inspections.add_inspection_photo(
        inspection, world.booth, make.a_picture(), form_key=key, by=world.by
    )


def mend(world):
    finding = make_finding(world.booth, by=world.by)
    return lambda: inspections.mend_finding(finding, by=world.by)


def not_mended(world):
    finding = inspections.mend_finding(make_finding(world.booth, by=world.by), by=world.by)
    return lambda: inspections.not_mended(finding, by=world.by)


def put_on_record(world):
    finding = make_finding(world.booth, world.vendor, by=world.by)
    return lambda: inspections.put_on_record(finding, by=world.by)


def open_gate(world):
    return lambda: visitor_counts.add_gate(world.fair, "ประตูใหญ่", by=world.by)


def open_entrances(world):
    place = {"plan_x": 0, "plan_y": 0, "plan_width": 2, "plan_height": 2}
    world.fair.landmarks.create(kind="gate", label="ทางเข้า", **place)
    return lambda: visitor_counts.gates_from_plan(world.fair, by=world.by)


def count_visitors(world):
    """Two helpers, each with another number for one hour."""
    gate, seen = gate_at(world.fair), visitor_counts.seen_of_count(None)
    hour = {"on": TODAY, "hour": 10, "method": "hand", "seen": seen, "by": world.by}
    return lambda: visitor_counts.set_count(gate, people=next(NUMBERS), **hour)


def complain(world):
    key = uuid4()
    return lambda: complaints.complain(world.fair, "ขายแพงกว่าป้าย", form_key=key)


def assign(world):
    complaint = make_complaint(world.fair)
    return lambda: complaints.assign_complaint(complaint, world.by, by=world.by)


def note(world):
    complaint, key = make_complaint(world.fair), uuid4()
    return lambda: complaints.note_complaint(complaint, "โทรแล้ว", form_key=key, by=world.by)


def ask(world):
    complaint = make_complaint(world.fair, vendor=world.vendor)
    return lambda: complaints.ask_vendor(complaint, "ขายราคาเท่าไร", by=world.by)


def give_word(world):
    complaint = make_complaint(world.fair, vendor=world.vendor, state="vendor")
    return lambda: complaints.give_word(complaint, "ขายตามป้าย", by=world.by)


def answer(world):
    """Two officers, each with an answer of their own."""
    complaint = make_complaint(world.fair)
    return lambda: complaints.answer_complaint(complaint, f"คำตอบ {next(NUMBERS)}", by=world.by)


def close(world):
    complaint = answered(world)
    return lambda: complaints.close_complaint(complaint, by=world.by)


def reopen(world):
    complaint = answered(world)
    return lambda: complaints.reopen_complaint(complaint, reason="มีหลักฐานใหม่", by=world.by)


def answered(world):
    return complaints.answer_complaint(make_complaint(world.fair), "ตักเตือนแล้ว", by=world.by)


def write_survey(world):
    """Two officers, each with another wording of the same questions."""
    seen = surveys.seen_of_survey(surveys.current_survey(world.fair, "visitors"))
    return lambda: surveys.write_survey(
        world.fair,
        "visitors",
        [surveys.AskedLine(f"ข้อ {next(NUMBERS)}", "scale")],
        satisfied_from=4,
        seen=seen,
        by=world.by,
    )


def open_survey(world):
    usual_survey()
    return lambda: surveys.open_survey(world.fair, "visitors", by=world.by)


def close_survey(world):
    survey = make_survey(world.fair)
    return lambda: surveys.close_survey(survey, by=world.by)


ONSITE = {
    # the operation: what makes it, where two of it meet, how often it was done
    "save_checklist": (write_checklist, (inspections, "_lines_of"), lines("write_checklist")),
    "begin_round": (begin, (inspections, "_require_day"), lines("begin")),
    "end_round": (end, (inspections, "lock"), lines("end")),
    "save_visit": (visit, (inspections, "_require_notes"), lines("inspect")),
    "add_inspection_photo": (photograph, (inspections, "_require_room"), lines("photograph")),
    "mend_finding": (mend, (inspections, "lock"), lines("mend")),
    "not_mended": (not_mended, (inspections, "lock"), lines("not_mended")),
    "put_on_record": (put_on_record, (inspections, "lock"), lines("finding")),
    "complain": (complain, (complaints, "_vendor_in"), lines("complain")),
    "assign_complaint": (assign, (complaints, "_locked"), lines("assign")),
    "note_complaint": (note, (complaints, "_noted_before"), lines("note")),
    "ask_vendor": (ask, (complaints, "follow"), lines("ask")),
    "give_word": (give_word, (complaints, "follow"), lines("vendor_says")),
    "answer_complaint": (answer, (complaints, "follow"), lines("answer")),
    "close_complaint": (close, (complaints, "follow"), lines("close")),
    "reopen_complaint": (reopen, (complaints, "follow"), lines("reopen")),
    "add_gate": (open_gate, (visitor_counts, "_gate_called"), lines("open")),
    "gates_from_plan": (open_entrances, (visitor_counts, "_free_name"), lines("open")),
    "write_survey": (write_survey, (surveys, "_is_of"), lines("write_survey")),
    "open_survey": (open_survey, (surveys, "current_survey"), lines("open_survey")),
    "close_survey": (close_survey, (surveys, "lock"), lines("close_survey")),
    "set_count": (count_visitors, (visitor_counts, "_require_people"), lines("count")),
}
