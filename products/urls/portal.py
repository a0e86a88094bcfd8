"""The vendor's pages that show products or takings, under /my/."""

from django.urls import path

from products.views.portal import apply, home, products, sales

urlpatterns = [
    path("", home.home, name="my-home"),
    path("products/", products.product_list, name="my-products"),
    path("products/add/", products.product_add, name="my-product-add"),
    path("products/<int:product_id>/", products.product_edit, name="my-product-edit"),
    path("products/<int:product_id>/photos/", products.product_photos, name="my-product-photos"),
    path(
        "products/<int:product_id>/withdraw/", products.product_withdraw, name="my-product-withdraw"
    ),
    path("products/<int:product_id>/restore/", products.product_restore, name="my-product-restore"),
    path("apply/<slug:slug>/", apply.apply, name="my-apply"),
    path("apply/<slug:slug>/category/", apply.apply_category, name="my-apply-category"),
    path("apply/<slug:slug>/products/", apply.apply_products, name="my-apply-products"),
    path("apply/<slug:slug>/note/", apply.apply_note, name="my-apply-note"),
    path("apply/<slug:slug>/check/", apply.apply_check, name="my-apply-check"),
    path("apply/<slug:slug>/done/", apply.apply_done, name="my-apply-done"),
    path("sales/", sales.sales, name="my-sales"),
    path("sales/<slug:slug>/", sales.sales_fair, name="my-sales-fair"),
    path("sales/<slug:slug>/<str:day>/", sales.sales_day, name="my-sales-day"),
]
