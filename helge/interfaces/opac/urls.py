"""Addresses of this door."""

from django.urls import URLPattern, URLResolver

app_name = "opac"
urlpatterns: list[URLPattern | URLResolver] = []
