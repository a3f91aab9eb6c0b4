from django.urls import path

from yingke.foundation.ui.web import views

app_name = "ui"

urlpatterns = [
    path("language/", views.language, name="language"),
    path("theme/", views.theme, name="theme"),
    path("session/", views.session, name="session"),
    path("palette/", views.palette, name="palette"),
    path("views/", views.save_view, name="save-view"),
    path("views/<int:pk>/remove/", views.remove_view, name="remove-view"),
    path("settings/gallery/", views.gallery, name="gallery"),
]
