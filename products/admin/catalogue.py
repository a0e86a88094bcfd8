"""Products, their stars and photos; sales, reports and imports to look up."""

from django.contrib import admin
from django.utils.html import format_html

from fairs.admin.own_province import OwnProvinceMixin
from otopfair.staff.registers import LookUpAdmin, StaffInline, StaffModelAdmin
from otopfair.staff.site import staff_site
from otopfair.thai.admin import baht_column, thai_date_column, thai_datetime_column
from otopfair.thai.folding import fold
from products.models import (
    BoothSale,
    BoothSaleRevision,
    DailyReport,
    FiscalYearResult,
    ImportBatch,
    Product,
    ProductGroup,
    ProductPhoto,
    StarRating,
    StarRound,
    TargetRule,
)
from products.operations.catalogue import refresh_stars, remove_photo, set_kept_columns


class ProductPhotoInline(StaffInline):
    """Photos to look at and to take away; adding one is the vendor's own page."""

    model = ProductPhoto
    fields = [("picture", "caption", "state", "problem")]
    readonly_fields = ["picture", "state", "problem"]
    extra = 0

    def has_add_permission(self, request, obj=None):
        return False

    @admin.display(description="รูป")
    def picture(self, photo):
        if not photo.small:
            return "–"
        return format_html(
            '<img class="thumb" src="{}" alt="{}" width="120" height="{}" loading="lazy">',
            photo.small.url,
            photo.caption,
            120 * photo.height // max(photo.width, 1),
        )


class StarRatingInline(StaffInline):
    model = StarRating
    fields = [("star_round", "stars")]


@admin.register(Product, site=staff_site)
class ProductAdmin(StaffModelAdmin):
    list_display = [
        "name_th",
        "vendor",
        "category",
        baht_column("price_baht", "ราคา (บาท)"),
        "stars",
        "is_published",
    ]
    list_filter = ["category", "stars", "is_published", "is_withdrawn"]
    list_select_related = ["vendor"]
    search_fields = ["search_text"]
    autocomplete_fields = ["vendor"]
    inlines = [ProductPhotoInline, StarRatingInline]
    fields = [
        "vendor",
        ("category", "group"),
        "name_th",
        "name_en",
        ("price_baht", "price_unit"),
        "otop_code",
        "story",
        ("material", "care"),
        ("is_published", "is_withdrawn"),
    ]

    def save_model(self, request, obj, form, change):
        set_kept_columns(obj)
        obj.version += change
        super().save_model(request, obj, form, change)

    def save_formset(self, request, form, formset, change):
        """A photo goes with its files, through the operation."""
        if formset.model is ProductPhoto:
            photos = formset.save(commit=False)
            for photo in formset.deleted_objects:
                remove_photo(photo, by=request.user)
            for photo in photos:
                photo.save()
            return
        super().save_formset(request, form, formset, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        refresh_stars(form.instance)

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, fold(search_term))


@admin.register(ProductGroup, site=staff_site)
class ProductGroupAdmin(StaffModelAdmin):
    list_display = ["name_th", "category"]
    list_filter = ["category"]
    search_fields = ["name_th"]
    fields = ["category", "name_th"]


@admin.register(StarRound, site=staff_site)
class StarRoundAdmin(StaffModelAdmin):
    list_display = ["name_th", "year_be"]
    search_fields = ["name_th"]
    fields = ["year_be", "name_th"]


class RevisionInline(StaffInline):
    model = BoothSaleRevision
    readonly_fields = [
        "changed_at",
        "changed_by",
        "sold_before",
        "ordered_before",
        "sold_after",
        "ordered_after",
        "reason",
    ]
    fields = [tuple(readonly_fields)]
    extra = 0
    can_delete = False

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("changed_by")

    def has_add_permission(self, request, obj=None):
        return False

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("products.view_boothsale")


@admin.register(BoothSale, site=staff_site)
class BoothSaleAdmin(LookUpAdmin):
    list_display = [
        thai_date_column("sold_on", "วันที่ขาย"),
        "booth",
        "vendor",
        "fair_event",
        baht_column("sold_baht", "ยอดจำหน่าย (บาท)"),
        baht_column("ordered_baht", "ยอดสั่งจอง (บาท)"),
        "source",
    ]
    list_filter = ["source", "category"]
    list_select_related = ["booth", "vendor", "fair_event"]
    search_fields = ["booth__code", "vendor__search_text"]
    inlines = [RevisionInline]


@admin.register(DailyReport, site=staff_site)
class DailyReportAdmin(LookUpAdmin):
    list_display = [
        "reference",
        "fair_event",
        thai_date_column("sold_on", "ยอดของวันที่"),
        "revision",
        thai_datetime_column("closed_at", "ปิดเมื่อ"),
        "closed_by",
    ]
    list_select_related = ["fair_event", "closed_by"]
    exclude = ["figures"]

    @admin.display(description="เลขอ้างอิง")
    def reference(self, report):
        return report.reference


@admin.register(ImportBatch, site=staff_site)
class ImportBatchAdmin(LookUpAdmin):
    list_display = [
        "file_name",
        "kind",
        "fair_event",
        "uploaded_by",
        thai_datetime_column("uploaded_at", "ส่งไฟล์เมื่อ"),
        thai_datetime_column("applied_at", "บันทึกเมื่อ"),
    ]
    list_filter = ["kind"]
    list_select_related = ["fair_event", "uploaded_by"]
    exclude = ["cells", "corrections", "counts"]


@admin.register(FiscalYearResult, site=staff_site)
class FiscalYearResultAdmin(OwnProvinceMixin, StaffModelAdmin):
    list_display = [
        "province",
        "fiscal_year_be",
        baht_column("sold_baht", "ยอดจำหน่าย (บาท)"),
        "source",
    ]
    list_filter = ["fiscal_year_be"]
    list_select_related = ["province"]
    fields = [("province", "fiscal_year_be"), "sold_baht", "source"]


@admin.register(TargetRule, site=staff_site)
class TargetRuleAdmin(StaffModelAdmin):
    list_display = ["fiscal_year_be", "years", "factor", "source"]
    fields = ["fiscal_year_be", ("years", "factor"), "source"]


staff_site.rail_register("products.product", group="registers", icon="package")
