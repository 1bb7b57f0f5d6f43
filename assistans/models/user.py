"""Användaren och hens roller."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models

from assistans.roller import Roll, permissions_of


class UserManager(BaseUserManager):
    """Skapar användare. Lösenord sparas aldrig i klartext."""

    def create_user(
        self, anvandarnamn: str, namn: str, losenord: str | None = None, roller: list[str] | None = None
    ) -> "User":
        """Create a user; without a password the account cannot sign in."""
        user = self.model(anvandarnamn=anvandarnamn, namn=namn, roller=roller or [])
        user.set_password(losenord)
        user.save(using=self._db)
        return user

    def system(self) -> "User":
        """The account that commands act as: it has no password and no role that opens a page."""
        user, _ = self.get_or_create(anvandarnamn="system", defaults={"namn": "Systemet", "password": "!"})
        return user


class User(AbstractBaseUser):
    """En person som använder programmet, eller systemet självt."""

    anvandarnamn = models.CharField("användarnamn", max_length=150, unique=True)
    namn = models.CharField("namn", max_length=200)
    roller = ArrayField(
        models.CharField(max_length=40, choices=Roll.choices), verbose_name="roller", default=list, blank=True
    )
    aktiv = models.BooleanField("aktiv", default=True)
    tema = models.CharField("tema", max_length=10, blank=True, default="")

    objects = UserManager()

    USERNAME_FIELD = "anvandarnamn"
    REQUIRED_FIELDS = ("namn",)

    class Meta:
        verbose_name = "användare"
        verbose_name_plural = "användare"

    def __str__(self) -> str:
        return self.namn

    @property
    def is_active(self) -> bool:
        """Django's name for `aktiv`: a person who has left cannot sign in."""
        return self.aktiv

    @property
    def permissions(self) -> frozenset[str]:
        """What the user's roles allow."""
        return permissions_of(self.roller)

    def may(self, permission: str) -> bool:
        """Whether one of the user's roles carries the permission."""
        return self.aktiv and permission in self.permissions
