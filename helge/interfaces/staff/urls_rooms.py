"""Addresses of the rooms behind the desk: titles, work lists, import, statistics, settings."""

from django.urls import path

from helge.interfaces.staff.views.attention import Attention
from helge.interfaces.staff.views.events import Events
from helge.interfaces.staff.views.hold_shelf import ClearShelf, HoldShelf
from helge.interfaces.staff.views.imports import ImportBatchPage, ImportProgress, ImportRaw, Imports
from helge.interfaces.staff.views.item_page import ItemPage, NewItemPage
from helge.interfaces.staff.views.jumps import Jumps
from helge.interfaces.staff.views.libraries import Libraries
from helge.interfaces.staff.views.library_page import LibraryPage
from helge.interfaces.staff.views.lookups import Lookups
from helge.interfaces.staff.views.phone_list import PhoneList
from helge.interfaces.staff.views.pull_list import PullList
from helge.interfaces.staff.views.rules import Rules
from helge.interfaces.staff.views.staff_accounts import NewStaffMember, StaffList, StaffMemberPage
from helge.interfaces.staff.views.statistics import Statistics, StatisticsCsv
from helge.interfaces.staff.views.title_hold import TitleHold
from helge.interfaces.staff.views.title_page import NewTitle, TitlePage
from helge.interfaces.staff.views.titles import Titles
from helge.interfaces.staff.views.transits import Transits

urlpatterns = [
    path("titlar", Titles.as_view(), name="titles"),
    path("titlar/ny", NewTitle.as_view(), name="title_new"),
    path("titel/<int:record_id>", TitlePage.as_view(), name="title"),
    path("titel/<int:record_id>/reservera", TitleHold.as_view(), name="title_hold"),
    path("titel/<int:record_id>/exemplar", NewItemPage.as_view(), name="item_new"),
    path("exemplar/<int:item_id>", ItemPage.as_view(), name="item"),
    path("plocklista", PullList.as_view(), name="pull_list"),
    path("hamthylla", HoldShelf.as_view(), name="hold_shelf"),
    path("hamthylla/tom", ClearShelf.as_view(), name="clear_shelf"),
    path("ringlista", PhoneList.as_view(), name="phone_list"),
    path("transport", Transits.as_view(), name="transit"),
    path("atgarder", Attention.as_view(), name="attention"),
    path("import", Imports.as_view(), name="imports"),
    path("import/pagar/<str:token>", ImportProgress.as_view(), name="import_progress"),
    path("import/<int:batch_id>", ImportBatchPage.as_view(), name="import_batch"),
    path("import/<int:batch_id>/post/<int:position>", ImportRaw.as_view(), name="import_raw"),
    path("forturer", Jumps.as_view(), name="jumps"),
    path("statistik", Statistics.as_view(), name="statistics"),
    path("statistik.csv", StatisticsCsv.as_view(), name="statistics_csv"),
    path("bibliotek", Libraries.as_view(), name="libraries"),
    path("bibliotek/<str:code>", LibraryPage.as_view(), name="library"),
    path("regler", Rules.as_view(), name="rules"),
    path("personal", StaffList.as_view(), name="staff_list"),
    path("personal/ny", NewStaffMember.as_view(), name="staff_new"),
    path("personal/<int:staff_id>", StaffMemberPage.as_view(), name="staff_member"),
    path("handelser", Events.as_view(), name="events"),
    path("uppslag", Lookups.as_view(), name="lookups"),
]
