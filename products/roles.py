"""What each role may do with products and with spreadsheets that come in."""

from otopfair.rights.roles import KEEP, READ, Role, on

TO_LOOK_AT = on("products", "product", "productgroup", "starround", verbs=READ)
OWN_PRODUCTS = (
    TO_LOOK_AT
    | on("products", "product", verbs=KEEP)
    | on("products", "productphoto", "starrating")
)

GRANTS = {
    Role.PROVINCIAL_OFFICER: OWN_PRODUCTS
    | on("products", "importbatch", verbs=READ)
    | {"products.import_spreadsheet"},
    Role.DISTRICT_OFFICER: OWN_PRODUCTS,
    Role.FAIR_HELPER: TO_LOOK_AT,
    Role.VIEWER: TO_LOOK_AT,
}
