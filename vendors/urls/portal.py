"""The vendor's own pages that show no products, under /my/."""

from django.urls import include, path

from vendors.views.portal import (
    applications,
    apply,
    claims,
    inbox,
    objecting,
    papers,
    people,
    picking,
    questions,
    registering,
    registration,
    slips,
    wishes,
)

# An address is compared with every line before its own: those that many press at once have few.
OF_AN_APPLICATION = [
    path("booth/", picking.booth, name="my-booth"),
    path("", applications.application_detail, name="my-application"),
    path("receipt.pdf", applications.receipt, name="my-application-receipt"),
    path("payment.pdf", applications.payment_proof, name="my-application-payment-proof"),
    path("payment-qr.png", applications.payment_qr, name="my-application-payment-qr"),
    path("slip/", slips.slip, name="my-application-slip"),
    path("confirm/", applications.confirm, name="my-application-confirm"),
    path("withdraw/", applications.withdraw, name="my-application-withdraw"),
    path("give-back/", objecting.give_back, name="my-application-give-back"),
    path("object/", objecting.object_application, name="my-application-object"),
    path("wishes/", wishes.wishes, name="my-wishes"),
]

OF_A_CALL = [
    path("", apply.apply, name="my-apply"),
    path("go-on/", apply.apply_go_on, name="my-apply-go-on"),
    path("category/", apply.apply_category, name="my-apply-category"),
    path("questions/", questions.apply_questions, name="my-apply-questions"),
    path("note/", apply.apply_note, name="my-apply-note"),
    path("fix/", apply.apply_fix, name="my-apply-fix"),
    path("check/", apply.apply_check, name="my-apply-check"),
    path("done/", apply.apply_done, name="my-apply-done"),
]

urlpatterns = [
    path("applications/<int:application_id>/", include(OF_AN_APPLICATION)),
    path("applications/", applications.application_list, name="my-applications"),
    path("apply/<slug:slug>/", include(OF_A_CALL)),
    path("register/", registration.register, name="my-register"),
    path("register/twins/", registration.register_twins, name="my-register-twins"),
    path("claims/<str:token>/", claims.claim, name="my-claim"),
    path("shops/<int:vendor_id>/claim/", claims.claim_shown, name="my-claim-shop"),
    path("people/", people.people, name="my-people"),
    path("people/<int:member_id>/remove/", people.remove, name="my-member-remove"),
    path("people/codes/<int:invite_id>/cancel/", people.cancel, name="my-invite-cancel"),
    path("join/", people.use_invite, name="my-join"),
    path("profile/", registration.profile, name="my-profile"),
    path("dossier/", registration.dossier, name="my-dossier"),
    path("standards/", papers.standards, name="my-standards"),
    path("standards/add/<int:kind_id>/", papers.standard_add, name="my-standard-add"),
    path("standards/<int:standard_id>/", papers.standard, name="my-standard"),
    path("standards/<int:standard_id>/file/", papers.standard_file, name="my-standard-file"),
    path("standards/<int:standard_id>/remove/", papers.standard_remove, name="my-standard-remove"),
    path(
        "standards/<int:standard_id>/restore/", papers.standard_restore, name="my-standard-restore"
    ),
    path("documents/", papers.documents, name="my-documents"),
    path("documents/kinds/<int:kind_id>/", papers.document, name="my-document"),
    path("documents/<int:document_id>/file/", papers.document_file, name="my-document-file"),
    path("documents/<int:document_id>/remove/", papers.document_remove, name="my-document-remove"),
    path(
        "documents/<int:document_id>/restore/", papers.document_restore, name="my-document-restore"
    ),
    path("registration/", registering.registration, name="my-registration"),
    path(
        "registration/<str:registered_as>/",
        registering.registration_tell,
        name="my-registration-tell",
    ),
    path("vendor/", registration.choose, name="my-vendor"),
    path("messages/", inbox.inbox, name="my-messages"),
    path("answers/<int:answer_id>/file/", questions.answer_file, name="my-answer-file"),
    path("slips/<int:slip_id>/slip.webp", slips.slip_file, name="my-slip-file"),
    path("penalties/", objecting.penalties, name="my-penalties"),
    path("penalties/<int:penalty_id>/object/", objecting.object_penalty, name="my-penalty-object"),
]
