"""The shared pieces of the pages, as markup: what a reader hears, what a link leads to, what is never shown."""

from decimal import Decimal

import pytest
from crispy_forms.utils import render_crispy_form
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from lxml import html

from assistans.templatetags import format as filters


class BeslutForm(forms.Form):
    timmar = forms.DecimalField(
        label="Timmar",
        help_text="Per vecka.",
        widget=forms.TextInput,
        error_messages={"invalid": "Skriv timmarna som ett tal, till exempel 6,5"},
    )
    tom = forms.DateField(label="Gäller till", required=False)
    typ = forms.ChoiceField(label="Typ", widget=forms.RadioSelect, choices=[("o", "Ordinarie"), ("t", "Utökning")])


def part(name, **context):
    return html.fragment_fromstring(render_to_string(f"_delar/{name}.html", context), create_parent="div")


def words(element):
    return " ".join(element.text_content().split())


def field_of(form, name):
    return html.fromstring(
        Template("{% load crispy_forms_filters %}{{ f|as_crispy_field }}").render(Context({"f": form[name]}))
    )


def test_a_verdict_is_shape_word_and_colour():
    [verdict] = part("utfall", utfall="ej_bedomd", bricka=True)

    assert words(verdict) == "Ej bedömd"
    assert verdict.get("class") == "utfall utfall--ej_bedomd bricka"
    assert verdict.find(".//use").get("href") == "#i-ej_bedomd"


def test_a_verdict_that_does_not_exist_is_not_shown_as_something_else():
    with pytest.raises(KeyError):
        part("utfall", utfall="godkänt")


def test_the_chain_says_where_the_invoice_stands():
    steps = [
        {"namn": "Inläst", "lage": "klar", "text": "4 maj"},
        {"namn": "Stoppad", "lage": "stopp", "text": "5 att bedöma"},
        {"namn": "Beslutsattest", "lage": "sedan"},
    ]

    chain = part("kedja", steg=steps)

    assert [li.get("aria-current") for li in chain.iter("li")] == [None, "step", None]
    assert [use.get("href") for use in chain.iter("use")] == ["#i-godkand", "#i-avvikelse", "#i-sedan"]
    assert words(chain) == "Inläst, klart4 maj Stoppad5 att bedöma Beslutsattest"


def test_a_field_is_label_help_error_and_control_in_that_order():
    form = BeslutForm({"timmar": "6 och en halv", "typ": "o"})

    field = field_of(form, "timmar")

    assert [child.tag for child in field] == ["label", "p", "p", "input"]
    assert [words(child) for child in field[:3]] == [
        "Timmar",
        "Per vecka.",
        "Skriv timmarna som ett tal, till exempel 6,5",
    ]
    control = field[3]
    assert control.get("value") == "6 och en halv"
    assert control.get("aria-invalid") == "true"
    assert control.get("aria-describedby").split() == [field[1].get("id"), field[2].get("id")]


def test_an_optional_field_says_so_and_a_required_one_says_nothing():
    assert words(field_of(BeslutForm(), "tom")) == "Gäller till frivilligt"
    assert words(field_of(BeslutForm(), "timmar")) == "Timmar Per vecka."


def test_choices_are_a_group_with_a_legend():
    group = field_of(BeslutForm(), "typ").find("fieldset")

    assert words(group.find("legend")) == "Typ"
    assert [words(label) for label in group.iter("label")] == ["Ordinarie", "Utökning"]
    assert [label.get("for") for label in group.iter("label")] == [box.get("id") for box in group.iter("input")]


def test_the_error_summary_counts_links_and_says_the_same_words():
    form = BeslutForm({"timmar": "6 och en halv"})

    box = part("felruta", formular=form, syfte="innan beslutet kan sparas")[0]

    assert box.get("role") == "alert"
    assert words(box.find("h2")) == "Två uppgifter behöver ändras innan beslutet kan sparas"
    assert [(a.get("href"), words(a)) for a in box.iter("a")] == [
        ("#id_timmar", "Timmar: Skriv timmarna som ett tal, till exempel 6,5"),
        ("#id_typ_0", f"Typ: {form.errors['typ'][0]}"),
    ]


def test_a_form_without_errors_has_no_summary():
    assert len(part("felruta", formular=BeslutForm())) == 0


def test_a_whole_crispy_form_begins_with_the_summary():
    form = html.fragment_fromstring(render_crispy_form(BeslutForm({})), create_parent="div")

    assert len(form.find_class("felruta")) == 1
    assert not form.find_class("asteriskField")


def test_errors_of_a_formset_stand_in_one_summary():
    formset = forms.formset_factory(BeslutForm, extra=0)(
        {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2", "form-0-typ": "o", "form-0-timmar": "4", "form-1-typ": "o"}
    )

    posts = filters.felposter(formset)

    assert [(post.id, post.etikett) for post in posts] == [("id_form-1-timmar", "Timmar")]


def test_pages_of_a_list_keep_the_filter_and_say_how_many():
    request = RequestFactory().get("/fakturor/?utfall=avvikelse&sida=3")
    page = Paginator(range(412), 50).page(3)

    bar = html.fromstring(render_to_string("_delar/sidor.html", {"sida": page, "ord": "faktura,fakturor"}, request))

    assert words(bar[0]) == "101–150 av 412 fakturor"
    assert [a.get("href") for a in bar.iter("a")] == [f"?utfall=avvikelse&sida={n}" for n in (2, 1, 2, 4, 9, 4)]
    assert words(bar.xpath(".//*[@aria-current]")[0]) == "Sida 3"


def test_a_list_on_one_page_has_a_count_and_no_links():
    bar = part("sidor", sida=Paginator(range(1), 50).page(1), ord="faktura,fakturor")[0]

    assert words(bar) == "1 faktura"
    assert not bar.findall(".//a")


def test_text_in_a_notice_is_escaped():
    notice = part("besked", text="<b>fet</b>", slag="varning")

    assert words(notice) == "<b>fet</b>"


@pytest.mark.django_db
def test_the_login_page_has_neither_rail_nor_search(client):
    page = html.fromstring(client.get("/logga-in/").content.decode())

    assert words(page.find(".//h1")) == "Logga in"
    assert [words(label) for label in page.iter("label")] == ["Användarnamn", "Lösenord"]
    assert page.find(".//button").text == "Logga in"
    assert not page.find_class("rail")


def test_the_page_for_a_broken_server_leans_on_nothing():
    page = html.fromstring(render_to_string("500.html"))

    assert words(page.find(".//h1")) == "Sidan gick inte att visa"
    assert "Vad du kan göra" in words(page)


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{{ d|kronor }}", "284,50 kr"),
        ("{{ d|hela_kronor }}", "285 kr"),
        ("{{ m|klocktid }}", "4:51"),
        ("{{ m|skillnad }}", "+4:51"),
        ("{{ m|timmar }}", "4 tim 51 min"),
        ("{{ saknad|kronor }}", "saknas"),
        ("{{ m|antal:'rad,rader' }}", "291 rader"),
        ("{{ ett|antal_i_ord:'rad,rader,en' }}", "en rad"),
        ("{{ namn|initialer }}", "JE"),
        ("{{ pnr|maskera }}", "18••••••-••••"),
    ],
)
def test_figures_in_a_template_read_as_in_a_sentence(template, text):
    context = {
        "d": Decimal("284.50"),
        "m": 291,
        "saknad": None,
        "ett": 1,
        "namn": "Johan af Ekdahl",
        "pnr": "189001019802",
    }

    assert Template("{% load format %}" + template).render(Context(context)).replace("\u00a0", " ") == text
