"""What Django prints for a date that no Thai filter has touched: right, and plainly Gregorian.

Django's format language cannot add to a year, so these strings name the era they print. Pages use
the filters of `otopfair.thai`; seeing "ค.ศ." on a screen means that one was forgotten.
"""

DATE_FORMAT = "j F ค.ศ. Y"
SHORT_DATE_FORMAT = "j M ค.ศ. Y"
TIME_FORMAT = "H.i น."
DATETIME_FORMAT = "j F ค.ศ. Y เวลา H.i น."
SHORT_DATETIME_FORMAT = "j M ค.ศ. Y เวลา H.i น."
YEAR_MONTH_FORMAT = "F ค.ศ. Y"
MONTH_DAY_FORMAT = "j F"
FIRST_DAY_OF_WEEK = 0  # Sunday

# Only for machines: Django's own list takes 26/10/2563 for the Gregorian year 2563.
DATE_INPUT_FORMATS = ["%Y-%m-%d"]
TIME_INPUT_FORMATS = ["%H:%M:%S", "%H:%M", "%H.%M"]
DATETIME_INPUT_FORMATS = ["%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M"]

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
