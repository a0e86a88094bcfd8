from django.apps import AppConfig
from django.db.backends.signals import connection_created


class ProductsConfig(AppConfig):
    name = "products"
    verbose_name = "สินค้าและยอดจำหน่าย"

    def ready(self):
        # Connects what keeps products in step with their vendor.
        from products.operations import catalogue  # noqa: F401
        from products.similarity import teach_sqlite

        connection_created.connect(teach_sqlite, dispatch_uid="teach_sqlite")
