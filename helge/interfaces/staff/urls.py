"""Addresses of this door: the desk, where hands work all day, and the rooms behind it."""

from helge.interfaces.staff import urls_desk, urls_rooms

app_name = "staff"
urlpatterns = [*urls_desk.urlpatterns, *urls_rooms.urlpatterns]
