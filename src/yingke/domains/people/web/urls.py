"""The pages of the people package."""

from django.urls import path

from yingke.domains.people.web.views import records, staff

app_name = "people"
urlpatterns = [
    path("people/", staff.staff_list, name="list"),
    path("people/new/", staff.new_staff, name="new"),
    path("people/<int:pk>/", staff.staff_detail, name="detail"),
    path("people/<int:pk>/edit/", staff.edit_staff, name="edit"),
    path("people/<int:pk>/skills/new/", records.new_skill, name="new-skill"),
    path(
        "people/<int:pk>/skills/<int:skill_pk>/withdraw/",
        records.withdraw_skill,
        name="withdraw-skill",
    ),
    path("people/<int:pk>/absences/new/", records.new_absence, name="new-absence"),
    path(
        "people/<int:pk>/absences/<int:absence_pk>/remove/",
        records.remove_absence,
        name="remove-absence",
    ),
]
