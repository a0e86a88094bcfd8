"""Products, their stars and photos; imports to look up."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from otopfair.look.pictures import square
from otopfair.rights.may import may
from otopfair.staff.registers import LookUpAdmin, StaffInline, StaffModelAdmin
from otopfair.staff.site import staff_site
from otopfair.thai.admin import baht_column, thai_date_column, thai_datetime_column
from products.models import (
    ImportBatch,
    PhotoState,
    Product,
    ProductGroup,
    ProductPhoto,
    StarRating,
    StarRound,
)
from products.models.catalogue import CHANNELS
from products.operations.catalogue import refresh_stars, set_kept_columns
from products.operations.photos import remove_photo


class ProductPhotoInline(StaffInline):
    """Photos to look at and to take away; all else is their own page."""

    model = ProductPhoto
    fields = [("picture", "caption", "state", "problem")]
    readonly_fields = ["picture", "state", "problem"]
    extra = 0

    def get_queryset(self, request):
        return super().get_queryset(request).exclude(state=PhotoState.REMOVED)

    def has_add_permission(self, request, obj=None):
        return False

    @admin.display(description="รูป")
    def picture(self, photo):
        name = photo.name if photo.state == PhotoState.READY else ""
        return format_html(
            '<span class="thumb">{}</span>', square(name, "thumb", alt=photo.caption)
        )


class StarRatingInline(StaffInline):
    model = StarRating
    fields = [("star_round", "stars", "score")]


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
    list_filter = ["category", "stars", "quadrant", "is_published", "is_withdrawn"]
    bulk_fields = ("is_published", "is_withdrawn")
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
        "wholesale_baht",
        ("made_per_month", "made_unit"),
        ("otop_code", "quadrant"),
        "story",
        ("material", "care"),
        "distinction",
        "process",
        "usage",
        CHANNELS,
        "sold_where",
        ("is_published", "is_withdrawn"),
    ]

    def get_fields(self, request, obj=None):
        may_add = obj is not None and may(request.user, "products.add_productphoto", obj)
        return [*self.fields, "photo_page"] if may_add else self.fields

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), "photo_page"]

    @admin.display(description="รูปสินค้า")
    def photo_page(self, product):
        url = reverse("staff:product-photos", args=[product.pk])
        return format_html('<a class="button second" href="{}">เพิ่มและเรียงรูป</a>', url)

    def save_model(self, request, obj, form, change):
        set_kept_columns(obj)
        super().save_model(request, obj, form, change)

    def save_one_of_many(self, row):
        set_kept_columns(row)
        super().save_one_of_many(row)

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


@admin.register(ProductGroup, site=staff_site)
class ProductGroupAdmin(StaffModelAdmin):
    list_display = ["name_th", "category", "name_en"]
    list_filter = ["category"]
    search_fields = ["name_th", "name_en"]
    fields = ["category", "name_th", "name_en"]


@admin.register(StarRound, site=staff_site)
class StarRoundAdmin(StaffModelAdmin):
    list_display = [
        "name_th",
        "year_be",
        thai_date_column("valid_from", "ใช้ผลตั้งแต่"),
        thai_date_column("valid_until", "ใช้ผลถึง"),
    ]
    search_fields = ["name_th"]
    fields = ["year_be", "name_th", ("valid_from", "valid_until")]


@admin.register(ImportBatch, site=staff_site)
class ImportBatchAdmin(LookUpAdmin):
    list_display = [
        "file_name",
        "kind_name",
        "fair_event",
        "uploaded_by",
        thai_datetime_column("uploaded_at", "ส่งไฟล์เมื่อ"),
        thai_datetime_column("applied_at", "บันทึกเมื่อ"),
    ]
    list_filter = ["kind_name"]
    list_select_related = ["fair_event", "uploaded_by"]
    exclude = [
        *("kind", "cells", "sheets", "meanings", "corrections", "counts"),
        *("saving_since", "saving_step", "answers"),
    ]


staff_site.rail_register("products.product", group="registers", icon="package")
