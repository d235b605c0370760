"""Addresses: each door has its own page of them."""

from django.urls import include, path

from helge.config.health import health

urlpatterns = [
    path("halsa", health, name="health"),
    path("personal/", include("helge.interfaces.staff.urls")),
    path("", include("helge.interfaces.ui.urls")),
    path("", include("helge.interfaces.opac.urls")),
]
