"""Vendored files are what their list says, and no page needs anything from another host or a script of its own."""

import hashlib
import re
from pathlib import Path

import pytest
from django.conf import settings

STATIC = Path(settings.BASE_DIR, "static")
TEMPLATES = sorted(Path(settings.BASE_DIR, "templates").rglob("*.html"))
ROWS = re.findall(r"^\| `(\S+?)` \|.*\| `([0-9a-f]{64})` \|$", (STATIC / "vendor/VERSIONER.md").read_text(), re.M)


@pytest.mark.parametrize(("file", "sha256"), ROWS)
def test_a_vendored_file_is_the_one_that_is_listed(file, sha256):
    assert hashlib.sha256((STATIC / "vendor" / file).read_bytes()).hexdigest() == sha256


def test_every_vendored_file_is_listed():
    found = {str(file.relative_to(STATIC / "vendor")) for file in (STATIC / "vendor").rglob("*.*")}

    assert {file for file in found if not file.endswith(".md")} == {file for file, _ in ROWS}


@pytest.mark.parametrize("sheet", ["css/tokens.css", "css/app.css"])
def test_what_a_style_sheet_points_at_is_there(sheet):
    for target in re.findall(r"url\(([^)]+)\)", (STATIC / sheet).read_text()):
        assert (STATIC / sheet).parent.joinpath(target).resolve().is_file(), target


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(settings.BASE_DIR)))
def test_a_page_holds_nothing_that_a_strict_content_policy_refuses(template):
    text = template.read_text()

    assert not re.search(r"<script(?![^>]*\bsrc=)", text), "a script of its own"
    assert not re.search(r"\son[a-z]+=|javascript:", text), "a handler in the markup"
    assert not re.search(r"<style|\sstyle=", text), "a style in the markup"
    assert not re.search(r"(src|href)=\"(https?:)?//", text), "something from another host"


def test_every_icon_that_a_template_names_is_in_the_sprite():
    sprite = Path(settings.BASE_DIR, "templates/_delar/ikoner.html").read_text()
    there = set(re.findall(r'<symbol id="i-([^"]+)"', sprite))
    named = {
        namn
        for template in TEMPLATES
        for namn in re.findall(r'#i-([a-z_-]+)"|_delar/ikon\.html" with namn="([a-z_-]+)"', template.read_text())
        for namn in namn
        if namn
    }

    assert named
    assert named <= there
