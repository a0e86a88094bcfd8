"""Every answer carries the policy of the settings, in the same words."""

import pytest
from django.conf import settings

pytestmark = pytest.mark.django_db


def directives_of(response) -> dict[str, list[str]]:
    lines = [line.split() for line in response["Content-Security-Policy"].split("; ")]
    return {name: sources for name, *sources in lines}


@pytest.mark.parametrize("path", ["/", "/help/", "/nowhere/", "/my/", "/accounts/login/"])
def test_every_answer_has_the_policy_of_the_settings(client, path):
    policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert directives_of(client.get(path)) == policy


def test_a_page_for_developers_has_none(client, settings):
    settings.DEBUG = True
    assert "Content-Security-Policy" not in client.get("/nowhere/")
