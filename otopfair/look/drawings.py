"""Names of the drawn pictures in ``static/img/``."""

CLOTHS = ("indigo", "lac", "almond", "turmeric", "ebony")
