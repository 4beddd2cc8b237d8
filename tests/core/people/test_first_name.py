"""People are greeted by their first name, and by none where it is not sure which that is."""

import pytest

from bot.core.people.first_name import first_name

SURE = {
    "Kari Nordmann": "Kari",
    "Kari": "Kari",
    "Nordmann, Kari": "Kari",
    "Nordmann,Kari Anne": "Kari",
    "Berg Hansen, Kari": "Kari",
    "O'Brien, Kari": "Kari",
    "Nordmann, Kari (Molde kommune)": "Kari",
    "Nordmann, Kari - EKSTERN": "Kari",
    "Kari Nordmann (ekstern)": "Kari",
    "[Ekstern] Kari Nordmann": "Kari",
    "Kari Nordmann | Molde kommune": "Kari",
    "Kari A. Nordmann": "Kari",
    "Kari Nordmann jr.": "Kari",
    "Kari-Anne Nordmann": "Kari-Anne",
    "KARI-ANNE NORDMANN": "Kari-Anne",
    "NORDMANN, KARI": "Kari",
    "NORDMANN, Kari": "Kari",
    "kari nordmann": "Kari",
    "D'Angelo Smith": "D'Angelo",
    "Åse Ødegård": "Åse",
    "Олена Коваль": "Олена",
    "محمد علي": "محمد",
    "किरण राव": "किरण",
    "\u202eKa\u200bri\x00 Nordmann": "Kari",
}
UNSURE = (
    *("", " ", "\u3164", ",", "Nordmann,", "Nordmann, K.", "K. Nordmann", "A B"),
    *("Dr. Kari Nordmann", "Kari Nordmann, lærer", "Kari Nordmann, Vernepleier", "prof", "PROF."),
    *("kari.nordmann@molde.kommune.no", "kari.nordmann", "kari_nordmann", "KN1234", "KNOR", "kari"),
    *("Resepsjonen 2. etg", "Resepsjonen", "Møterom 3", "Møterom Fjorden", "Vaktmester Hansen"),
    *("Sentrum skole", "Molde kommune", "Kari Nordmann, Molde kommune", "Test Bruker", "IT Help"),
    *("Kari & Ola", "Kari Nordmann 2", "+47 99 99 99 99", "[Kari](https://evil.no)", "<b>Kari"),
    *("*Kari* Nordmann", "NORDMANN Kari", "de Vries Anna", "Nordmann, Kari, lege"),
    *("王小明", "山田 太郎"),
)


@pytest.mark.parametrize("display", SURE)
def test_the_first_name_is_found_however_a_directory_writes_it(display: str):
    assert first_name(display) == SURE[display]


@pytest.mark.parametrize("display", UNSURE)
def test_no_name_is_better_than_a_wrong_one(display: str):
    assert first_name(display) == ""
