from django.apps import AppConfig


class SalesConfig(AppConfig):
    name = "sales"
    verbose_name = "ยอดจำหน่าย"

    def ready(self):
        from fairs.acts import fair_is_to_change, project_results_asked
        from fairs.fair_steps import add_steps
        from otopfair.removals.acts import turned_back
        from otopfair.rights.roles import grant
        from otopfair.work.clock import on_the_clock
        from products.imports.kinds import ImportKind, register
        from sales.exports import sales_template_xlsx
        from sales.figures import add_sources
        from sales.imports.takings import COLUMNS, plan_takings, plan_takings_again
        from sales.operations.chasing import send_due_chases
        from sales.operations.copied_parts import add_sales_parts
        from sales.operations.delivery import send_due_reports
        from sales.operations.fair_changes import what_happens_to_takings
        from sales.operations.follow_ups import move_follow_ups
        from sales.operations.import_takings import save_takings
        from sales.operations.sums import fold_sums
        from sales.operations.takings import move_takings
        from sales.operations.turned_back import keep_figures, what_is_closed
        from sales.readiness import report_steps
        from sales.reminding import add_own_kinds
        from sales.reports.projects import results_of_project
        from sales.roles import GRANTS
        from sales.takings import yet_to_report
        from vendors.acts import vendors_are_merged
        from vendors.recipients import Condition, add_condition

        grant(GRANTS)
        add_sources()
        add_own_kinds()
        add_sales_parts()
        add_steps(report_steps, order=40)
        on_the_clock(send_due_reports, every=60)
        on_the_clock(send_due_chases, every=60)
        on_the_clock(fold_sums, every=60)
        add_condition(Condition("yet-to-report", "ยังไม่ส่งยอดวันนี้", yet_to_report))
        fair_is_to_change.heard_by(what_happens_to_takings, order=20)
        project_results_asked.heard_by(results_of_project, order=20)
        vendors_are_merged.heard_by(move_takings, order=20)
        vendors_are_merged.heard_by(move_follow_ups, order=21)
        turned_back.heard_by(keep_figures, order=30)
        register(
            ImportKind(
                key="sales",
                name="ยอดจำหน่ายประจำวัน",
                columns=COLUMNS,
                plan=plan_takings,
                save=save_takings,
                lock_order=("fairs.booth", "sales.boothsale"),
                why_not_back=what_is_closed,
                under_lock=plan_takings_again,
                template=sales_template_xlsx,
                template_name="แม่แบบยอดจำหน่าย",
            )
        )
