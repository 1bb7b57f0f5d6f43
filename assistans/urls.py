from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path

urlpatterns = [
    path("logga-in/", LoginView.as_view(template_name="registration/logga_in.html"), name="logga_in"),
    path("logga-ut/", LogoutView.as_view(), name="logga_ut"),
    path("", include("fakturor.urls")),
    path("", include("kontroller.urls_start")),
    path("", include("beslut.urls")),
    path("", include("kontroller.urls")),
]
