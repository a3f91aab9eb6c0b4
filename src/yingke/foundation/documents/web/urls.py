from django.urls import path

from yingke.foundation.documents.web import views

app_name = "documents"
urlpatterns = [
    path("documents/<int:pk>/", views.versions, name="versions"),
    path("documents/<int:pk>/restore/", views.restore, name="restore"),
    path("documents/files/<int:pk>/", views.download, name="download"),
]
