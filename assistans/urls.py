from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path

from assistans.views import utkast

urlpatterns = [
    path("logga-in/", LoginView.as_view(template_name="registration/logga_in.html"), name="logga_in"),
    path("logga-ut/", LogoutView.as_view(), name="logga_ut"),
    path("utkast/", utkast.utkast, name="utkast"),
    path("utkast/slang/", utkast.slang_utkast, name="slang_utkast"),
    path("", include("fakturor.urls")),
    path("", include("kontroller.urls_start")),
    path("", include("beslut.urls")),
    path("", include("kontroller.urls")),
    path("", include("kontroller.urls_program")),
]
