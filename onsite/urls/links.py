"""What a card's code and a vendor's message lead to: it exists once, in Thai."""

from django.urls import path

from onsite.views.public import cards, surveys

urlpatterns = [
    path("cards/<str:token>/", cards.card_check, name="card-check"),
    path("surveys/<str:token>/", surveys.survey_by_link, name="survey-link"),
]
