from django.apps import AppConfig


class ProductsConfig(AppConfig):
    name = "products"
    verbose_name = "สินค้า"

    def ready(self):
        from fairs.exports import plan_xlsx
        from otopfair.removals.acts import forgotten, turned_back
        from otopfair.rights.roles import grant
        from otopfair.work.clock import on_the_clock
        from products.conditions_of_products import add_condition_kinds
        from products.dossier import add_dossier_parts
        from products.exports import vendor_template_xlsx
        from products.figures import add_sources, kinds_sold, stars_brought
        from products.imports.kinds import ImportKind, register
        from products.imports.plan_sheet import COLUMNS as PLAN_COLUMNS
        from products.imports.plan_sheet import plan_sheet, plan_sheet_again
        from products.imports.vendor_rows import COLUMNS
        from products.imports.vendors import plan_vendor_list
        from products.offered_parts import product_parts
        from products.operations.catalogue import follow_vendors, move_products
        from products.operations.forgetting import forget_telephones
        from products.operations.import_plan import (
            require_plan_sound,
            save_plan,
            what_stands_on_step,
        )
        from products.operations.import_vendors import save_vendor_list, vendors_under_lock
        from products.operations.offers import (
            copy_products,
            lacks_products,
            printed_products,
            sent_products,
        )
        from products.operations.photos import drop_forgotten_photos, forget_removed_photos
        from products.operations.turned_back import follow_turned_back, who_is_not_ours
        from products.paperwork import add_document_kinds
        from products.roles import GRANTS
        from vendors.acts import (
            application_copied,
            application_sent,
            receipt_is_made,
            vendors_are_merged,
            vendors_changed,
        )
        from vendors.parts import PartKind, add_part_kind
        from vendors.sold import add_what_is_sold
        from vendors.starred import add_stars
        from vendors.steps import ApplicationStep, add_step

        grant(GRANTS)
        add_sources()
        add_what_is_sold(kinds_sold)
        add_stars(stars_brought)
        add_document_kinds()
        add_condition_kinds()
        add_dossier_parts()
        on_the_clock(forget_removed_photos)
        on_the_clock(forget_telephones, every=3600)
        turned_back.heard_by(follow_turned_back, order=20)
        turned_back.heard_by(require_plan_sound, order=40)
        forgotten.heard_by(drop_forgotten_photos, order=20)
        vendors_changed.heard_by(follow_vendors, order=10)
        vendors_are_merged.heard_by(move_products, order=10)
        application_sent.heard_by(sent_products, order=10)
        application_copied.heard_by(copy_products, order=10)
        receipt_is_made.heard_by(printed_products, order=10)
        add_step(
            ApplicationStep(
                "products",
                "my-apply-products",
                "สินค้าที่จะนำไปขาย",
                lacks_products,
                20,
                ("products",),
            )
        )
        add_part_kind(PartKind("products", product_parts, 20))
        register(
            ImportKind(
                key="vendors",
                name="รายชื่อผู้ประกอบการ",
                columns=COLUMNS,
                plan=plan_vendor_list,
                save=save_vendor_list,
                template=vendor_template_xlsx,
                template_name="แม่แบบรายชื่อผู้ประกอบการ",
                lock_order=(
                    *("vendors.vendor", "products.product", "products.starrating"),
                    *("vendors.boothapplication", "vendors.decision"),
                    *("fairs.booth", "vendors.boothallocation"),
                ),
                why_not_back=who_is_not_ours,
                followers=frozenset(
                    {"vendors.allocationday", "vendors.vendorreview", "vendors.twinpair"}
                ),
                follows=frozenset(
                    {
                        "products.product.changed_at",
                        "products.product.province_id",
                        "products.product.is_public",
                        "products.product.stars",
                        "products.product.stars_year_be",
                        "vendors.boothallocation.places_in_booth",
                        "vendors.boothapplication.saved_at",
                        "vendors.vendor.changed_at",
                    }
                ),
                under_lock=vendors_under_lock,
                recalls_corrections=True,
            )
        )
        register(
            ImportKind(
                key="plan",
                name="ผังบูธ",
                columns=PLAN_COLUMNS,
                plan=plan_sheet,
                under_lock=plan_sheet_again,
                save=save_plan,
                template=plan_xlsx,
                template_name="ผังบูธ",
                lock_order=("fairs.planstep",),
                why_not_back=what_stands_on_step,
            )
        )
