from decimal import Decimal
from pathlib import PurePath

from django import forms

from assistans.svenska import antal, decimal, mask_text, upprakning
from fakturor.services.importing import FAKTURA, FILTYPER, Fil
from fakturor.services.uploading import table_name

MEGABYTE = 1024**2
MOST_BYTES = 50 * MEGABYTE
MOST_BYTES_TOGETHER = 200 * MEGABYTE
MOST_FILES = 500


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Files as a list."""

    widget = ManyFilesInput

    def clean(self, data, initial=None):
        files = data if isinstance(data, list) else [data] if data else []
        return [super(ManyFilesField, self).clean(fil, initial) for fil in files or [None]]


class FilerForm(forms.Form):
    """Filerna som någon lägger upp. De kan inte läggas tillbaka i rutan av oss, så ett fel nämner filen."""

    filer = ManyFilesField(
        label="Välj filer",
        allow_empty_file=True,
        max_length=200,
        error_messages={"required": "Välj minst en fil.", "max_length": "Filens namn är för långt."},
    )

    def clean_filer(self):
        files = self.cleaned_data["filer"]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(
                f"Det är {antal(len(files), 'fil', 'filer')}. Högst {MOST_FILES} läses in på en gång: dela upp dem."
            )
        for fil in files:
            if fil.size > MOST_BYTES:
                raise forms.ValidationError(
                    f"{mask_text(fil.name)} är {_megabytes(fil.size)}. En fil får vara högst 50\u00a0MB: dela den."
                )
        together = sum(fil.size for fil in files)
        if together > MOST_BYTES_TOGETHER:
            raise forms.ValidationError(
                f"Filerna är {_megabytes(together)} tillsammans. Högst 200\u00a0MB läses in på en gång: dela upp dem."
            )
        return files

    def clean(self):
        cleaned = super().clean()
        if "filer" in cleaned:
            cleaned["filer"] = _named(cleaned["filer"])
        return cleaned


class AnordnarfilerForm(FilerForm):
    """Filerna med anordnare och tillstånd, och inga andra."""

    TABELLER = ("anordnare", "ivo")

    def clean(self):
        cleaned = super().clean()
        andra = [namn for namn, _ in cleaned.get("filer", []) if not self._is_taken_in(namn)]
        if andra:
            raise forms.ValidationError(
                f"{upprakning(andra)} läses inte in här. Här läses anordnare.csv och ivo.csv in, eller samma tabeller "
                "som XLSX."
            )
        return cleaned

    def _is_taken_in(self, namn: str) -> bool:
        path = PurePath(namn)
        return path.stem.lower() in self.TABELLER and path.suffix.lower() in FILTYPER


def _named(files) -> list[Fil]:
    """The files' names and bytes. Two invoices from different folders may have one name, two tables may not."""
    named: dict[str, bytes] = {}
    for fil in files:
        namn = table_name(mask_text(fil.name))
        path = PurePath(namn)
        if namn in named and path.suffix.lower() != FAKTURA:
            raise forms.ValidationError(f"Två av filerna heter {namn}. Läs in dem var för sig.")
        number = 1
        while namn in named:
            number += 1
            namn = f"{path.stem} {number}{path.suffix}"
        named[namn] = fil.read()
    return list(named.items())


def _megabytes(size: int) -> str:
    return f"{decimal(Decimal(size) / MEGABYTE, 1)}\u00a0MB"
