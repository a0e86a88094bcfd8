"""A vendor's days at a fair, under /my/."""

from django.urls import path

from onsite.views.portal import attendance, cards, complaints, inspections, surveys

urlpatterns = [
    path("attendance/", attendance.my_attendance, name="my-attendance"),
    path("applications/<int:application_id>/cards/", cards.cards, name="my-cards"),
    path("cards/<int:card_id>/", cards.card, name="my-card"),
    path("inspections/", inspections.my_inspections, name="my-inspections"),
    path(
        "inspections/photos/<int:photo_id>/photo.webp",
        inspections.my_inspection_photo,
        name="my-inspection-photo",
    ),
    path("surveys/<slug:slug>/", surveys.my_survey, name="my-survey"),
    path("complaints/", complaints.my_complaints, name="my-complaints"),
    path("complaints/<int:complaint_id>/", complaints.my_complaint, name="my-complaint"),
]
