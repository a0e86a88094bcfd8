"""Names of the drawn pictures in ``static/img/``."""

CLOTHS = ("indigo", "lac", "almond", "turmeric", "ebony")
CATEGORY_CODES = ("food", "drink", "cloth", "ware", "herb")


def category_file(category) -> str:
    """Static path of a category's drawing, by official number (1–5) or by code."""
    key = str(getattr(category, "value", category))
    code = CATEGORY_CODES[int(key) - 1] if key.isdigit() else key
    return f"img/category-{code}.svg"
