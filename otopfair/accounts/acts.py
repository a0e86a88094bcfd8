"""What happens to accounts and is heard above."""

from otopfair.acts import Act

# facts: user — made by `manage.py createsuperuser`, and to have the role of an administrator.
administrator_made = Act("administrator_made")
