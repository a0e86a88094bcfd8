"""Who may open what: the table that tests/test_rights.py holds against every address.

Columns: A administrator, P provincial officer, D district officer, S committee secretary,
F fair helper, O organiser's partner, V viewer. Each holds the role where the row lies.
"""

# Work pages: what the address names, and who gets in. Who sees that row and is not named gets
# 403; who does not see it gets 404. "-" is a page that names no row: 403 for who is not named.
# Bulk work is seen by nobody but who asked for it, who is somebody else here.
PAGES = """
index               -            A P D S F O V
my-history          -            A P D S F O V
calendar            -            A P D S F O V
registers           -            A P D S F O V
register-export     -            A P D S F O V
register-views      -            A P D S F O V
register-bulk       -            A P D S F O V
roles               -            A P D S F O V
search              -            A P D S F O V
role-give           -            A P . . . . .
role-take           assignment   A P . . . . .
ask-agency          agency       A P D S . O V
ask-person          person       A P D S . O V
ask-fairseries      fairseries   A P D S F O V
ask-termstext       termstext    A P . S F . V
ask-venue           venue        A P D S F O V
hand-over-agency    agency       A P . S . . .
hand-over-person    person       A P . S . . .
hand-over-fairseries fairseries  A P . . . . .
hand-over-termstext termstext    A P . . . . .
hand-over-venue     venue        A P . . . . .
venue-photos        venue        A P D S F O V
venue-photo         venue        A P D S F O V
fair                fair_event   A P D S F O V
fair-cancel         fair_event   A P . . . . .
fair-dates          fair_event   A P . . . . .
fair-copy           fair_event   A P . . . . .
fair-copy-undo      fair_event   A P . . . . .
fair-day-sheet      fair_event   A P D S F O V
announce-fair       fair_event   A P . . . . .
announcement        fair_event   A P . . . . .
letters-fair        fair_event   A P . . . . .
letters-word        fair_event   A P . . . . .
reserve-fair        fair_event   A P . . . . .
objections          -            A P . . . . .
objection           objection    A P . . . . .
penalty-give        vendor       A P . . . . .
review-letter       application  A P . . . . .
money               -            A P . . . . .
money-fair          fair_event   A P . . . . .
money-xlsx          fair_event   A P . . . . .
money-deposits      fair_event   A P . . . . .
money-payee         fair_event   A P . . . . .
money-proof         application  A P . . . . .
money-slips         -            A P . . . . .
money-slip          slip         A P . . . . .
money-slip-file     slip         A P . . . . .
money-statements    fair_event   A P . . . . .
money-statement     statement    A P . . . . .
money-statement-back statement   A P . . . . .
money-release       application  A P . . . . .
money-one           application  A P . . . . .
money-day           application  A P . . . . .
money-correct       line         A P . . . . .
messages            -            A P . . . . .
messages-shops      -            A P . . . . .
messages-fair       fair_event   A P . . . . .
messages-write      fair_event   A P . . . . .
messages-reminders  fair_event   A P . . . . .
messages-reminder   fair_event   A P . . . . .
messages-export     fair_event   A P . . . . .
messages-vendor     vendor       A P . . . . .
messages-vendor-export vendor    A P . . . . .
removed             -            A P D S F O V
removed-one         removal      A P D S F O V
bulk-work           work         . . . . . . .
fair-state          fair_event   A P . S . . .
plan                fair_event   A P . . . . .
plan-move           fair_event   A P . . . . .
plan-undo           fair_event   A P . . . . .
plan-rows           fair_event   A P . . . . .
plan-renumber       fair_event   A P . . . . .
plan-remove         fair_event   A P . . . . .
plan-release        fair_event   A P . . . . .
plan-csv            fair_event   A P . . . . .
plan-picture        fair_event   A P . . . . .
plan-picture-file   fair_event   A P . . . . .
resolution          resolution   A P . S . . V
begin-committee     -            A P . S . . .
begin-order         -            A P . S . . .
begin-meeting       -            A P . S . . .
begin-project       -            A P . S . . .
committee           workingcommittee A P . S . . V
order               appointmentorder A P . S . . V
order-paper         appointmentorder A P . S . . V
meeting             meeting      A P . S . . V
meeting-fill        meeting      A P . S . . .
meeting-paper       meeting      A P . S . . V
meeting-calendar    meeting      A P . S . . V
project             project      A P . S . . V
project-summary     project      A P . S . . V
attachment          attachment   A P . S . . V
news-state          news_item    A P . . . . .
news-preview        news_item    A P . . . . V
news-typed          -            A P . . . . .
news-photos         news_item    A P . . . . .
news-photo          news_photo   A P . . . . .
news-photo-out      news_photo   A P . . . . .
notice-state        notice       A P . . . . .
notice-draft        notice       A P . . . . V
review-list         -            A P D . F . V
review-fair         fair_event   A P D . F . V
review-export       fair_event   A P D . F . V
review              application  A P D . F . V
late-entries        fair_event   A P . . . . .
enter               fair_event   A P . . . . .
enter-vendor        fair_event   A P . . . . .
review-return       application  A P . . . . .
review-products     application  A P D . F . V
review-same-person  application  A P D . F . V
review-past-fairs   application  A P D . F . V
review-photos       application  A P D . F . V
review-identity     application  A P . . . . .
new-shops           -            A P D . . . .
new-shop            vendor       A P D . . . .
new-shop-products   vendor       A P D . . . .
papers              -            A P D . . . .
paper-standard      standard     A P D . . . .
paper-document      document     A P D . . . .
paper-standard-file standard     A P D . . . .
paper-document-file document     A P D . . . .
registrations       -            A P D . . . .
registration        registration A P D . . . .
review-file         application  A P . . . . .
product-photos      product      A P D . . . .
review-documents    application  A P . . . . .
review-notes        application  A P D . F . V
review-interest     application  A P D . F . V
review-plan         vendorcall   A P . . . . .
call-conditions     vendorcall   A P . . . . .
call-vendor         vendorcall   A P . . . . .
call-questions      vendorcall   A P . . . . .
call-picking        vendorcall   A P . . . . .
call-invited        vendorcall   A P . . . . .
call-invited-export vendorcall   A P . . . . .
call-waivers-export vendorcall   A P . . . . .
call-invite         vendorcall   A P . . . . .
nominations         -            A P D . . . .
nominations-name    quota        A P D . . . .
nominations-export  quota        A P D . . . .
nominations-take-back quota       A P D . . . .
answer-file         answer       A P D . F . V
claim               claim        A P . . . . .
twin                pair         A P . . . . .
shop-people         vendor       A P . . . . .
let-in              -            A P . . . . .
unmerge             vendor       A P . . . . .
review-score        application  A P . . . . .
review-score-next   fair_event   A P . . . . .
review-scores       fair_event   A P D . F . V
review-share-out    vendorcall   A P . . . . .
review-interests    fair_event   A P D . F . V
review-line         vendorcall   A P . . . . .
fairness            -            A P . S . . V
fairness-fair       fair_event   A P . S . . V
fairness-booths     fair_event   A P . S . . V
fairness-xlsx       fair_event   A P . S . . V
allocating          -            A P . . . . .
allocating-fair     fair_event   A P . . . . .
call-draws          vendorcall   A P . . . . .
draw                draw         A P . . . . .
overrides           fair_event   A P . . . . .
call-runs           vendorcall   A P . . . . .
rules-run           run          A P . . . . .
allocation          -            A P . . F O V
allocation-fair     fair_event   A P . . F O V
booth-signs         fair_event   A P . . F O V
inspections         -            A P . . F . V
inspections-fair    fair_event   A P . . F . V
inspections-round   inspection   A P . . F . V
inspections-end     inspection   A P . . F . .
inspections-booth   inspection   A P . . F . .
inspections-photos  inspection   A P . . F . .
inspections-photo   photo        A P . . F . V
inspections-findings fair_event  A P . . F . V
inspections-xlsx    fair_event   A P . . F . V
inspections-finding finding      A P . . F . V
inspections-photo-out photo       A P . . F . .
inspections-checklist fair_event A P . . . . .
inspections-province province    A P . . . . .
inspections-usual   -            A . . . . . .
inspections-vendor  vendor       A P . . . . .
surveys             -            A P . S . O V
surveys-fair        fair_event   A P . S . O V
surveys-results     fair_event   A P . S . O V
surveys-poster      fair_event   A P . S . O V
surveys-xlsx        fair_event   A P . S . O V
surveys-questions   fair_event   A P . . . . .
surveys-province    province     A P . . . . .
complaints          -            A P . . F . .
complaints-fair     fair_event   A P . . F . .
complaints-xlsx     fair_event   A P . . F . .
complaints-one      complaint    A P . . F . .
complaints-photo    complaint    A P . . F . .
complaints-signs    fair_event   A P . . F . .
visitors            -            A P . . F O V
visitors-fair       fair_event   A P . . F O V
visitors-xlsx       fair_event   A P . . F O V
visitors-day        fair_event   A P . . F O V
visitors-tap        fair_event   A P . . F . .
visitors-taps       fair_event   A P . . F . .
imports             -            A P . . . . .
import-vendors      fair_event   A P . . . . .
import-plan         fair_event   A P . . . . .
import-sales        fair_event   A P . . . . .
import-template     fair_event   A P . . . . .
import-batch        batch        A P . . . . .
import-errors       batch        A P . . . . .
import-take-back    batch        A P . . . . .
arrivals-vendor     vendor       A P . . . . .
cards               -            A P . . . . .
cards-fair          fair_event   A P . . . . .
cards-pdf           fair_event   A P . . . . .
cards-vendor        fair_event   A P . . . . .
card-check          -            A P . . F . .
arrivals            -            A P . . F . V
arrivals-fair       fair_event   A P . . F . V
arrivals-xlsx       fair_event   A P . . F . V
arrivals-row        fair_event   A P . . F . .
arrivals-missing    fair_event   A P . . F . .
arrivals-call       fair_event   A P . . F . .
arrivals-absent     fair_event   A P . . . . .
arrivals-end        fair_event   A P . . . . .
arrivals-reserve    fair_event   A P . . . . .
arrivals-rules      fair_event   A P . . . . .
sales               -            A P . . F . .
sales-fair          fair_event   A P . . F . .
sales-row           fair_event   A P . . F . .
sales-chase         fair_event   A P . . F . .
sales-chase-live    fair_event   A P . . F . .
sales-chase-row     fair_event   A P . . F . .
sales-chase-export  fair_event   A P . . F . .
chase-rule          fair_event   A P . . . . .
sales-live          fair_event   A P . . F . .
sales-zone          fair_event   A P . . F . .
sales-paste         fair_event   A P . . F . .
sales-block-undo    fair_event   A P . . F . .
report              -            A P . S F O V
report-fair         fair_event   A P . S F O V
report-fair-correct fair_event   A P . . . . .
report-day          fair_event   A P . S F O V
report-print        fair_event   A P . S F O V
report-text         fair_event   A P . S F O V
report-xlsx         fair_event   A P . S F O V
report-pdf          fair_event   A P . S F O V
fair-sales-xlsx     fair_event   A P . S F O V
fair-vendors-xlsx   fair_event   A P . . . . .
report-correct      fair_event   A P . . . . .
order-follow-ups        -          A P . S F . V
order-follow-ups-fair   fair_event A P . S F . V
order-follow-ups-rounds fair_event A P . . . . .
order-follow-ups-file   fair_event A P . S F . V
order-follow-ups-vendor fair_event A P . . F . .
targets             -            A P . S . . V
overview            -            A P . S F O V
overview-print      -            A P . S F O V
overview-export     -            A P . S F O V
wording             -            A P . S . . .
report-readers      fair_event   A P . . . . .
report-photos       fair_event   A P . . . . .
report-photo        reportphoto  A P . S F O V
report-photo-out    reportphoto  A P . . . . .
report-compare      fair_event   A P . S F O V
report-final        fair_event   A P . S F O V
report-final-file   fair_event   A P . S F O V
report-project      project      A P . S . . V
report-project-file project      A P . S . . V
"""

# Acts inside a page that need more than looking: what is posted, and who may do it.
ACTS = """
fair-state          action=check             A P . S . . .
fair-state          action=publish           A P . . . . .
review-fair         act=pass&ids=0           A P . . . . .
review              decision=pass            A P . . . . .
allocation-fair     act=allocate             A P . . . . .
allocation-fair     act=move                 A P . . . . .
allocation-fair     act=release              A P . . . . .
allocation-fair     act=hold                 A P . . . . .
sales-fair          check=all                A P . . . . .
report-day          act=close                A P . . . . .
report-fair         act=close                A P . . . . .
complaints-one      act=answer               A P . . . . .
complaints-one      act=close                A P . . . . .
surveys-results     act=open                 A P . . . . .
surveys-results     act=close                A P . . . . .
inspections-finding act=record               A P . . . . .
resolution          act=complete             A P . S . . .
"""

# Registers: v look, a add, c change, d delete; "*" after the columns is a shared row, which those
# who may look at it see wherever it lies; "=" is the country's.
REGISTERS = """
accounts.user               vacd .    .    .    .    .    .    =
outbox.message              v    .    .    .    .    .    .    =
outbox.delivery             v    .    .    .    .    .    .    =
fairs.assignment            v    v    .    .    .    .    .
fairs.agency                vacd vac  v    vac  .    v    v    *
fairs.person                vacd vac  v    vac  .    v    v    *
fairs.fairseries            vacd vac  v    v    v    v    v    *
fairs.termstext             vacd vac  .    v    v    .    v    *
fairs.venue                 vacd vac  v    v    v    v    v    *
fairs.province              v    v    v    v    v    v    v    *
fairs.district              v    v    v    v    v    v    v    *
fairs.subdistrict           v    v    v    v    v    v    v    =
fairs.appointmentorder      vacd vacd .    vacd .    .    v
fairs.workingcommittee      vacd vacd .    vacd .    .    v
fairs.meeting               vacd vacd .    vacd .    .    v
fairs.resolution            vcd  vcd  .    vcd  .    .    v
fairs.project               vacd vacd .    vacd .    .    v
fairs.newsitem              vacd vacd .    .    .    .    v
fairs.notice                vacd vacd .    .    .    .    v
fairs.fairevent             vacd vac  v    v    v    v    v
fairs.vendorcall            vacd vac  .    v    .    .    v
fairs.zone                  vacd vacd .    v    v    v    v
fairs.booth                 vacd vacd .    v    v    v    v
fairs.planlandmark          vacd vacd .    v    v    v    v
vendors.decisionreason      vacd v    .    .    .    .    .    =
vendors.messagetemplate     vacd vacd .    .    .    .    .    *
vendors.penalty             v    v    .    .    .    .    .
vendors.objection           v    v    .    .    .    .    .
vendors.loneoffice          vacd .    .    .    .    .    .    =
vendors.vendor              vacd vac  vac  .    .    .    .
vendors.vendorstandard      v    v    v    .    .    .    .
vendors.vendordocument      v    v    v    .    .    .    .
vendors.vendorregistration  v    v    v    .    .    .    .
vendors.registrationround   vacd vac  v    .    .    .    .    *
vendors.standardkind        vacd v    v    .    .    .    .    =
vendors.vendordocumentkind  vacd v    v    .    .    .    .    =
vendors.boothapplication    v    v    v    .    v    .    v
vendors.boothallocation     v    v    .    .    v    v    v
products.product            vacd vac  vac  .    v    .    v
products.productgroup       vacd v    v    .    v    .    v    =
products.starround          vacd v    v    .    v    .    v    =
products.importbatch        v    v    .    .    .    .    .
onsite.answerperiod         vacd vac  .    .    .    .    .
onsite.publicholiday        vacd v    .    .    .    .    .    =
vendors.nominationquota     v    v    v    .    .    .    .
vendors.paymentslip         v    v    .    .    .    .    .
onsite.inspectionround      v    v    .    .    v    .    v
onsite.finding              v    v    .    .    v    .    v
onsite.survey               v    v    .    v    .    v    v
sales.boothsale             v    v    .    v    v    .    v
sales.dailyreport           v    v    .    v    v    v    v
sales.fairreport            v    v    .    v    v    v    v
sales.fiscalyearresult      vacd vac  .    v    .    .    v
sales.targetrule            vacd v    .    v    .    .    v    =
"""

# Who sees rows that have a work page and no register.
ROWS = """
fairs.attachment            v    v    .    v    .    .    v
vendors.vendorclaim         v    v    .    .    .    .    .
vendors.twinpair            v    v    .    .    .    .    .
vendors.fairpayee           v    v    .    .    .    .    .
vendors.bankstatement       v    v    .    .    .    .    .
vendors.allocationoverride  v    v    .    .    .    .    .
vendors.draw                v    v    .    .    .    .    .
vendors.rulesrun            v    v    .    .    .    .    .
vendors.ledgerline          v    v    .    .    .    .    .
onsite.inspectionphoto      v    v    .    .    v    .    v
onsite.complaint            v    v    .    .    v    .    .
vendors.questionanswer      v    v    v    .    v    .    v
sales.reportwording         v    v    .    v    .    .    .
sales.reportreader          v    v    .    .    .    .    .
sales.reportphoto           v    v    .    .    .    .    .
fairs.newsphoto             v    v    .    .    .    .    v
"""

# Doors of the site itself: they lead on, or answer only what another row of the table allows.
DOORS = {"login", "logout", "password_change", "password_change_done", "jsi18n", "app_list"}
DOORS |= {"autocomplete", "view_on_site", "unnamed", "auth_user_password_change"}
