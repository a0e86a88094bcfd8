"""What anybody may open at a fair."""

from django.urls import path

from onsite.views.public import complaints, surveys

urlpatterns = [
    path("fairs/<slug:slug>/complaint/", complaints.complaint, name="fair-complaint"),
    path("fairs/<slug:slug>/survey/", surveys.fair_survey, name="fair-survey"),
    path("complaints/<str:token>/", complaints.complaint_answer, name="complaint-answer"),
]
