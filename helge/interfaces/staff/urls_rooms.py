"""Addresses of the rooms behind the desk: titles, work lists, import, statistics, settings."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
