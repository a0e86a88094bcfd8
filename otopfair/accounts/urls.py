"""Sign-in pages. Only the pages that we use are open; allauth closes none of them to strangers
except the change of a password."""

from allauth.account import views as allauth_views
from django.conf import settings
from django.urls import include, path, re_path

from otopfair.accounts import code_views, views
from otopfair.drafts.views import drop

urlpatterns = [
    path("begin/", views.begin, name="account_begin"),
    path("login/", views.LoginView.as_view(), name="account_login"),
    path("logout/", allauth_views.logout, name="account_logout"),
    path("signup/", views.sign_up, name="account_signup"),
    path("signup/done/", views.opened, name="account_opened"),
    path("drafts/drop/", drop, name="draft-drop"),
    path("code/", code_views.ask_for_code, name="account_code"),
    path("code/enter/", code_views.enter_code, name="account_code_enter"),
    path("slip/", code_views.slip, name="account_slip"),
    path("contact/", code_views.contact, name="account_contact"),
    path("contact/code/", code_views.contact_code, name="account_contact_code"),
    path("session/", views.session_left, name="account_session"),
    path("here/", views.here, name="account_here"),
    path("inactive/", allauth_views.account_inactive, name="account_inactive"),
    path("password/change/", views.PasswordChangeView.as_view(), name="account_change_password"),
    path("password/set/", views.PasswordSetView.as_view(), name="account_set_password"),
    path("password/reset/", views.PasswordResetView.as_view(), name="account_reset_password"),
    path(
        "password/reset/done/",
        allauth_views.password_reset_done,
        name="account_reset_password_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.PasswordResetFromKeyView.as_view(),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        allauth_views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]

# Only where LINE or ThaID is set up; allauth's providers import what is not installed otherwise.
if settings.SOCIALACCOUNT_PROVIDERS:
    from otopfair.accounts import social_views

    urlpatterns += [
        path("linked/", social_views.linked, name="socialaccount_connections"),
        path("linked/failed/", social_views.failed, name="socialaccount_login_error"),
        path("linked/cancelled/", social_views.failed, name="socialaccount_login_cancelled"),
        path("linked/signup/", social_views.failed, name="socialaccount_signup"),
        path("linked/<int:account_id>/unlink/", social_views.unlink, name="account_unlink"),
        *(
            path("", include(f"allauth.socialaccount.providers.{name}.urls"))
            for name in settings.SOCIALACCOUNT_PROVIDERS
        ),
    ]
