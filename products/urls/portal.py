"""The vendor's pages that show products, under /my/."""

from django.urls import path

from products.views.portal import offers, products

urlpatterns = [
    path("products/", products.product_list, name="my-products"),
    path("products/add/", products.product_add, name="my-product-add"),
    path("products/<int:product_id>/", products.product_edit, name="my-product-edit"),
    path("products/<int:product_id>/photos/", products.product_photos, name="my-product-photos"),
    path(
        "products/<int:product_id>/withdraw/", products.product_withdraw, name="my-product-withdraw"
    ),
    path("products/<int:product_id>/restore/", products.product_restore, name="my-product-restore"),
    path("apply/<slug:slug>/products/", offers.apply_products, name="my-apply-products"),
    path(
        "applications/<int:application_id>/products/",
        offers.application_products,
        name="my-application-products",
    ),
]
