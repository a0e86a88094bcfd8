from django.apps import AppConfig


class SalesConfig(AppConfig):
    name = "sales"
    verbose_name = "ยอดจำหน่าย"

    def ready(self):
        from fairs.acts import fair_is_to_change
        from otopfair.removals.acts import turned_back
        from otopfair.rights.roles import grant
        from products.imports.kinds import ImportKind, register
        from sales.exports import sales_template_xlsx
        from sales.figures import add_sources
        from sales.imports.takings import COLUMNS, plan_takings
        from sales.operations.fair_changes import what_happens_to_takings
        from sales.operations.import_takings import save_takings
        from sales.operations.takings import move_takings
        from sales.operations.turned_back import keep_figures, what_is_closed
        from sales.reminding import add_own_kinds
        from sales.roles import GRANTS
        from sales.takings import yet_to_report
        from vendors.acts import vendors_are_merged
        from vendors.recipients import Condition, add_condition

        grant(GRANTS)
        add_sources()
        add_own_kinds()
        add_condition(Condition("yet-to-report", "ยังไม่ส่งยอดวันนี้", yet_to_report))
        fair_is_to_change.heard_by(what_happens_to_takings, order=20)
        vendors_are_merged.heard_by(move_takings, order=20)
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
                template=sales_template_xlsx,
                template_name="แม่แบบยอดจำหน่าย",
            )
        )
