from django.urls import path

from otopfair.pages import signed_in

urlpatterns = [
    path("after-sign-in/", signed_in.after_sign_in, name="after-sign-in"),
]
