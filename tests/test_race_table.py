"""Every operation that takes a lock is raced, and the race has a control that fails without it.

The table says where. A new operation that takes a lock, and stands in neither list, fails here.
"""

import ast
from pathlib import Path

from tests.test_fair_races import PAIRS
from tests.test_overtaken import OVERTAKEN
from tests.test_pressed_twice import ONCE
from tests.trees import tree_of

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = [
    *(f"{app}/operations" for app in ("fairs", "vendors", "products", "onsite", "sales")),
    *(f"otopfair/{package}" for package in ("outbox", "work", "removals")),
]
MODULES = [
    *(path for folder in FOLDERS for path in sorted((ROOT / folder).glob("*.py"))),
    ROOT / "products/tasks.py",
]
TAKES_A_LOCK = {
    *("lock", "lock_shared", "lock_all", "hold_fair", "lock_fair"),
    *("select_for_update", "hold_place"),
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
    "save_piece": ("fairs/test_planning_races", "two_write_one_piece"),
    "move_piece": ("fairs/test_planning_races", "two_move_rows"),
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
    "answer_survey": ("test_overtaken", "answer, close survey"),
    "answer_follow_up": ("sales/test_follow_up_races", "two_answer"),
    "set_rounds": ("test_overtaken", "answer orders, set rounds"),
    "declare_totals": ("test_overtaken", "declare, close"),
    "merge_vendors": ("vendors/test_merge_races", "takings_during_a_merge"),
    "close_report": ("sales/test_races", "close_twice"),
    "nominate_vendors": ("vendors/test_invitations", "two_name_the_last"),
    "open_correction": ("sales/test_races", "open_correction"),
    "close_fair_report": ("sales/test_fair_report_races", "close_fair_twice"),
    "open_fair_correction": ("sales/test_fair_report_races", "correct_fair_twice"),
    "record_booth_sale": ("test_concurrency", "two_first_figures"),
    "take_back_figure": ("sales/test_races", "take_back_and_correct"),
    "check_booth_sale": ("sales/test_races", "check_and_correct"),
    "call_up": ("onsite/test_absences", "two_get_one_reserve"),
    "offer_free_places_now": ("vendors/test_offers", "offer_free_places_now"),
    "offer_freed_places": ("vendors/test_offers", "offer_free_places_now"),
    "save_letter": ("test_overtaken", "word, approve"),
    "save_own_letter": ("test_overtaken", "word one, approve"),
    "move_in_reserve": ("test_overtaken", "reorder, reorder"),
    "draw_line": ("test_overtaken", "draw, draw"),
    "tap_count": ("onsite/test_visitor_counts", "two_tap"),
    "save_result": ("sales/test_races", "enter_results"),
    "save_wording": ("sales/test_races", "word_twice"),
    "add_report_photo": ("sales/test_races", "two_add_photos"),
    "send_due_reports": ("sales/test_races", "two_send_reports"),
    "fold_sums": ("sales/test_kept_sums", "fold_twice"),
    "do_work": ("vendors/test_decision_races", "two_workers"),
    "send_due_deliveries": ("outbox/test_sending", "send_due_deliveries"),
}
# What takes a lock and has nothing that two could both get.
NOTHING_TO_RACE = {
    "hold_fair": "the lock itself; every pair of test_fair_races goes through it",
    "lock_fair": "the lock itself",
    "remove_piece": "what is gone is gone, like every removal",
    "begin_order": "one number an office and year by its constraint; the same form finds it",
    "detach_file": "what is gone is gone, like every removal",
    "hold_place": "the lock itself; note_arrival and mark_absent go through it",
    "correct_card": "the last spelling counts, on a card that is still held",
    "end_place_of_absent": "behind end_absent, which is raced",
    "save_target": "the last parts count, one row a province and year by its constraint",
    "check_fair": "checked twice is checked; the last look counts",
    "undo_copy": "what is gone is gone, like every removal",
    "set_chase_rule": "the last time counts, under the fair's lock",
    "note_chase_call": "two calls are two calls; the same form finds its row by the constraint",
    "set_rules": "the last rules count, under the fair's lock",
    "lay_picture": "the last picture counts, under the fair's lock",
    "take_picture_away": "a picture that is gone is gone",
    "give_to_province": "the second finds it given, of two provinces the last counts",
    "ask_owner": "two questions are two questions; the row is only kept from being removed",
    "move_photo": "each writes the whole order; raced in test_overtaken, either is right",
    "take_out_photo": "a photo that is gone is gone; the second finds none under the lock",
    "take_hidden_rows": "the last press counts, on a file that is still open",
    "forget_telephones": "two workers forget the same; what is gone is gone",
    "hand_over": "handed over twice is saved once: apply_batch, which is raced",
    "take_sheet": "the last press counts, on a file that is still open",
    "say_days": "the last day counts, on a file that is still open",
    "say_columns": "the last choice counts, on a file that is still open",
    "vendors_under_lock": "behind apply_batch, which is raced",
    "take_block": "alone at the fair: an entry keeps it, as record_booth_sale's race shows",
    "undo_block": "undone twice is undone, alone at the fair",
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
    "erase_old_contacts": "two workers forget the same; what is gone is gone",
    "erase_old_papers": "two workers delete the same file; what is gone is gone",
    "choose_columns": "the last choice counts; what was written stays",
    "name_applications": "the last name counts; what was written stays",
    "erase_old_slips": "two workers delete the same file; what is gone is gone",
    "take_out_news_photo": "what is gone is gone, like every removal",
    "lead_with_photo": "each writes the whole order; either is right",
    "take_out_venue_photo": "what is gone is gone, like every removal",
    "take_out_report_photo": "what is gone is gone, like every removal",
    "give_role_to_newcomer": "one account by its constraints; give_role is raced",
    "name_reader": "one row for a person by its constraint",
    "drop_reader": "dropped twice is dropped",
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
    tree = tree_of(path)
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
        tree = tree_of(ROOT / "tests" / f"{module}.py")
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
