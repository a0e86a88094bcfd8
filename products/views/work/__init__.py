"""Work pages of the staff site; importing them puts them on the site."""

from products.views.work import (
    entering,
    import_back,
    import_preview,
    imports,
    new_shop,
    offers,
    photos,
    signs,
)

__all__ = [
    "entering",
    "import_back",
    "import_preview",
    "imports",
    "new_shop",
    "offers",
    "photos",
    "signs",
]
