"""Every operation that takes a lock is raced, and the race has a control that fails without it.

The table says where. A new operation that takes a lock, and stands in neither list, fails here.
"""

import ast
from pathlib import Path

from tests.test_fair_races import PAIRS
from tests.test_overtaken import OVERTAKEN
from tests.test_pressed_twice import ONCE

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = [
    *(f"{app}/operations" for app in ("fairs", "vendors", "products", "sales")),
    *(f"otopfair/{package}" for package in ("outbox", "work", "removals")),
]
MODULES = [
    *(path for folder in FOLDERS for path in sorted((ROOT / folder).glob("*.py"))),
    ROOT / "products/tasks.py",
]
TAKES_A_LOCK = {
    *("lock", "lock_shared", "lock_all", "hold_fair", "lock_fair"),
    *("select_for_update",),
}

# Two of the same at once: `tests/test_pressed_twice.py` has the race and the control of each.
TWICE = set(ONCE)
# The operation: its race and its control, or the name of the pair in one of the two tables.
RACES = {
    "keep_own_days": ("test_overtaken", "close a day, close a day"),
    "take_step": ("fairs/test_plan_races", "two_move_one_booth"),
    "undo_step": ("fairs/test_plan_races", "undo_while_going_on"),
    "redo_step": ("fairs/test_plan_races", "redo_while_going_on"),
    "release_plan": ("fairs/test_plan_races", "release_and_allocate"),
    "complete_resolution": ("test_fair_races", "complete_twice"),
    "allocate_booth": ("test_concurrency", "one_booth"),
    "hold_quotas": ("vendors/test_quota_races", "two_take_the_last"),
    "swap_allocations": ("test_all_doors", "swap_and_move"),
    "move_allocation": ("test_concurrency", "move_allocation"),
    "follow_the_days": ("test_fair_races", "allocate, move"),
    "decide": ("vendors/test_decision_races", "two_decide_one_application"),
    "remove_part": ("test_fair_races", "remove_and_allocate"),
    "submit_application": ("test_concurrency", "_send_together"),
    "rate_product": ("test_overtaken", "rate, rate"),
    "add_photo": ("test_overtaken", "two_add_a_photo"),
    "correct_batch": ("test_overtaken", "correct, correct"),
    "apply_batch": ("test_overtaken", "import_twice"),
    "take_back_batch": ("products/test_taking_back_races", "take_back_while"),
    "write_to_applicant": ("test_overtaken", "write, withdraw"),
    "offer_products": ("test_overtaken", "offer, submit"),
    "declare_totals": ("test_overtaken", "declare, close"),
    "merge_vendors": ("vendors/test_merge_races", "takings_during_a_merge"),
    "close_report": ("sales/test_races", "close_twice"),
    "nominate_vendors": ("vendors/test_invitations", "two_name_the_last"),
    "open_correction": ("sales/test_races", "open_correction"),
    "record_booth_sale": ("test_concurrency", "two_first_figures"),
    "check_booth_sale": ("sales/test_races", "check_and_correct"),
    "offer_free_places_now": ("vendors/test_offers", "offer_free_places_now"),
    "offer_freed_places": ("vendors/test_offers", "offer_free_places_now"),
    "save_letter": ("test_overtaken", "word, approve"),
    "save_own_letter": ("test_overtaken", "word one, approve"),
    "move_in_reserve": ("test_overtaken", "reorder, reorder"),
    "draw_line": ("test_overtaken", "draw, draw"),
    "save_result": ("sales/test_races", "enter_results"),
    "do_work": ("vendors/test_decision_races", "two_workers"),
    "send_due_deliveries": ("outbox/test_sending", "send_due_deliveries"),
}
# What takes a lock and has nothing that two could both get.
NOTHING_TO_RACE = {
    "hold_fair": "the lock itself; every pair of test_fair_races goes through it",
    "lock_fair": "the lock itself",
    "lay_picture": "the last picture counts, under the fair's lock",
    "take_picture_away": "a picture that is gone is gone",
    "ask_owner": "two questions are two questions; the row is only kept from being removed",
    "move_photo": "each writes the whole order; raced in test_overtaken, either is right",
    "save_vendor_list": "behind apply_batch, which is raced",
    "save_vendor_row": "behind apply_batch, which is raced",
    "save_takings": "behind apply_batch, which is raced",
    "lock_rows": "the lock itself; take_back_batch goes through it",
    "refresh_stars_of": "behind take_back_batch and restore, which are raced",
    "follow_turned_back": "behind take_back_batch and restore, which are raced",
    "usable_late_entry": "the caller goes on with the locked code; start_application is raced",
    "declare_interest": "once for an officer by get_or_create and its constraint",
    "explain_part": "the last explanation counts, like the last of two corrections",
    "check_documents": "a page that is out of date is refused; two findings are kept one by one",
    "answer_questions": "a page that is out of date is refused; a file takes the place of another",
    "copy_application": "the same answers copied twice are the same answers",
    "invite_vendors": "one row for a shop by its constraint; nothing is counted",
    "take_back": "taken back twice is taken back",
    "set_quotas": "the last numbers count; none is below what is named, under the call's lock",
    "save_conditions": "a page that is out of date is refused",
    "save_wishes": "the last wishes count, all of them, under the application's lock",
    "waive_conditions": "one row for a vendor by its constraint; the last reason counts",
    "plan_review": "a page that is out of date is refused",
    "set_turns": "numbered twice are the same numbers, under the call's lock",
    "forget_removed_photos": "two workers delete the same files; what is gone is gone",
    "erase_old_papers": "two workers delete the same file; what is gone is gone",
    "erase_old_slips": "two workers delete the same file; what is gone is gone",
    "prepare_photo": "two workers make the same files of one upload; the second keeps nothing",
}


def calls_in(function: ast.FunctionDef) -> set[str]:
    return {
        getattr(node.func, "id", getattr(node.func, "attr", ""))
        for node in ast.walk(function)
        if isinstance(node, ast.Call)
    }


def that_lock(path: Path) -> set[str]:
    """The public functions of a module that take a lock, by themselves or through its own."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = {node.name: calls_in(node) for node in tree.body if isinstance(node, ast.FunctionDef)}
    locking = {name for name, called in calls.items() if called & TAKES_A_LOCK}
    while more := {name for name, called in calls.items() if called & locking} - locking:
        locking |= more
    return {name for name in locking if not name.startswith("_")}


def test_every_operation_that_takes_a_lock_is_raced():
    locking = set().union(*(that_lock(path) for path in MODULES))
    known = TWICE | RACES.keys() | NOTHING_TO_RACE.keys()

    assert sorted(locking - known) == []
    assert sorted(known - locking) == []


def test_every_race_has_a_control_that_fails_without_the_lock():
    """A race and a control use the same setting: each calls it, or has it in its name."""
    wrong = []
    for operation, (module, setting) in RACES.items():
        if setting in PAIRS or setting in OVERTAKEN:
            continue
        tree = ast.parse((ROOT / "tests" / f"{module}.py").read_text(encoding="utf-8"))
        tests = [
            node.name
            for node in tree.body
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
            if setting in calls_in(node) or setting in node.name
        ]
        controls = [name for name in tests if name.startswith("test_control")]
        if not controls or controls == tests:
            wrong.append(f"{operation}: {module} has {tests}")
    assert wrong == []
