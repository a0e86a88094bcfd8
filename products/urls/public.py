"""Public addresses that show products; a vendor's page shows its products, so it is here too."""

from django.urls import path

from products.views.public import catalogue, plan, product, saved, vendor

urlpatterns = [
    path("products/", catalogue.product_list, name="product-list"),
    path("products/<int:product_id>/", product.product, name="product"),
    path("products/<int:product_id>-<slug:slug>/", product.named, name="product-named"),
    path("vendors/<int:vendor_id>/", vendor.vendor, name="vendor"),
    path("fairs/<slug:slug>/plan/", plan.fair_plan, name="fair-plan"),
    path("fairs/<slug:slug>/products/", product.fair_products, name="fair-products"),
    path("saved/", saved.saved, name="saved"),
    path("saved/shared/", saved.shared, name="saved-shared"),
]
