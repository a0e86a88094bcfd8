from django.apps import AppConfig


class VendorsConfig(AppConfig):
    name = "vendors"
    verbose_name = "ผู้ประกอบการ"

    def ready(self):
        from fairs.acts import (
            booth_is_to_change,
            booth_uses_asked,
            call_made,
            fair_cancelled,
            fair_copied,
            fair_is_to_change,
            fair_moved,
            fair_resumed,
            plan_is_to_be_released,
            plan_released,
        )
        from fairs.fair_steps import add_steps
        from otopfair.accounts.finding import accounts_are_known
        from otopfair.outbox.buttons import buttons_are
        from otopfair.outbox.calling import recipients_are
        from otopfair.removals.acts import turned_back
        from otopfair.rights.roles import grant
        from otopfair.work.clock import on_the_clock
        from vendors.acts import vendors_changed
        from vendors.asked import has_questions, lacks_answers, part_keys, question_parts
        from vendors.bulk import add_kinds
        from vendors.conditions_of_vendors import add_condition_kinds
        from vendors.corrections import own_parts
        from vendors.dossier import add_dossier_parts
        from vendors.figures import add_sources
        from vendors.ground.uses import booth_uses
        from vendors.models import Vendor
        from vendors.notifications import find_recipient
        from vendors.operations import fair_changes, plan_changes
        from vendors.operations.announcements import apply_due_announcements
        from vendors.operations.copied_parts import add_vendor_parts, give_review
        from vendors.operations.days import follow_the_days
        from vendors.operations.ground import require_may_change
        from vendors.operations.offers import lapse_overdue_offers
        from vendors.operations.phases import give_criteria, give_phases
        from vendors.operations.reminders import send_due_reminders
        from vendors.operations.retention import (
            erase_old_papers,
            erase_old_slips,
            erase_old_statements,
        )
        from vendors.operations.starting import lacks_category
        from vendors.operations.turned_back import tell_of_turned_back
        from vendors.operations.twins import note_twins
        from vendors.papers_of_vendors import add_document_kinds
        from vendors.parts import PartKind, add_part_kind
        from vendors.persons import known_by_shop
        from vendors.readiness import vendor_steps
        from vendors.reminding import add_own_kinds
        from vendors.reminding_money import add_payment_kinds
        from vendors.roles import GRANTS
        from vendors.signed_links import answer_buttons
        from vendors.steps import ApplicationStep, add_step

        grant(GRANTS)
        recipients_are(Vendor._meta.label_lower, find_recipient)
        buttons_are(answer_buttons)
        call_made.heard_by(give_phases, order=10)
        call_made.heard_by(give_criteria, order=20)
        fair_is_to_change.heard_by(fair_changes.who_hears, order=10)
        fair_copied.heard_by(give_review, order=10)
        fair_cancelled.heard_by(fair_changes.tell_of_cancelling, order=10)
        fair_resumed.heard_by(fair_changes.tell_of_resuming, order=10)
        fair_moved.heard_by(follow_the_days, order=10)
        fair_moved.heard_by(fair_changes.tell_of_moving, order=20)
        booth_uses_asked.heard_by(booth_uses, order=10)
        booth_is_to_change.heard_by(require_may_change, order=10)
        plan_is_to_be_released.heard_by(plan_changes.who_hears_of_plan, order=10)
        plan_released.heard_by(plan_changes.tell_of_plan, order=10)
        vendors_changed.heard_by(note_twins, order=20)
        turned_back.heard_by(tell_of_turned_back, order=10)
        add_step(
            ApplicationStep(
                "category",
                "my-apply-category",
                "ประเภทและจำนวนบูธ",
                lacks_category,
                10,
                ("category", "booths", "booths_wanted", "booth_class"),
            )
        )
        accounts_are_known(known_by_shop)
        add_kinds()
        add_vendor_parts()
        add_steps(vendor_steps, order=20)
        add_sources()
        add_document_kinds()
        add_condition_kinds()
        add_dossier_parts()
        on_the_clock(apply_due_announcements)
        on_the_clock(lapse_overdue_offers)
        on_the_clock(send_due_reminders, every=60)
        on_the_clock(erase_old_papers, every=3600)
        on_the_clock(erase_old_slips, every=3600)
        on_the_clock(erase_old_statements, every=3600)
        add_own_kinds()
        add_payment_kinds()
        add_step(
            ApplicationStep(
                "note",
                "my-apply-note",
                "เรื่องบูธที่อยากบอก",
                lambda _: "",
                30,
                ("wishes", "note", "zone_wished"),
                is_optional=True,
            )
        )
        add_step(
            ApplicationStep(
                "questions",
                "my-apply-questions",
                "คำถามของงานนี้",
                lacks_answers,
                15,
                (),
                is_asked=has_questions,
                more_parts=part_keys,
            )
        )
        add_part_kind(PartKind("vendor", own_parts, 10))
        add_part_kind(PartKind("questions", question_parts, 15))
