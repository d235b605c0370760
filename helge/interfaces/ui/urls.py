"""Addresses that every door shares."""

from django.urls import path
from django.views.i18n import set_language

from helge.interfaces.ui.views import set_theme

app_name = "ui"
urlpatterns = [
    path("sprak", set_language, name="language"),
    path("utseende", set_theme, name="theme"),
]
