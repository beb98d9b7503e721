"""A server over a small ledger: pages written by hand with their claims, so that these tests stand apart from reading."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
import pytest
from litestar.testing import TestClient

from dateline.derive import rebuild
from dateline.ledger import Ledger
from dateline.model import Claim, Figure, Link, Party, Place, Report, Route, When, stable_id
from dateline.tools import Tools
from dateline.web.access import Access, Role, Token
from dateline.web.app import create
from dateline.web.gate import Limits
from tests.conftest import ARMY, RSF, make_report

HERE = "http://127.0.0.1:8787"
NO_LIMITS = Limits(1e9, 1e9)


def town(name: str, number: int, lat: float, lon: float, **given: Any) -> Place:
    fields = {"country": "SDN", "admin1": "Gezira", "kind": "town", "precision": 3.0} | given
    return Place(name=name, key=f"gn:{number}", geonameid=number, lat=lat, lon=lon, **fields)


MADANI = town("Wad Madani", 364103, 14.4012, 33.5199)
FASHER = town("El Fasher", 372753, 13.6279, 25.3494, admin1="North Darfur")
TAWILA = town("Tawila", 364888, 13.5, 24.9, admin1="North Darfur")
ADRE = Place(name="Adré crossing", key="dl:adre", lat=13.47, lon=22.2, country="TCD", kind="crossing", precision=2.0)
NOWHERE = Place(name="Umm/Slash", key="name:umm/slash")
RESIDENTS = Party(name="residents", sector="civilians")
MOTHER = Party(name="Fatima Idris Musa", sector="civilians")



def killed(text: str, value: float, low: float | None = None) -> Figure:
    return Figure(start=0, end=len(text), text=text, value=value, low=low, unit="people", role="killed")


# outlet, day known, text, then for each claim: its words and what they say
PAGES: tuple[tuple[str, str | None, str, tuple[tuple[str, dict[str, Any]], ...]], ...] = (
    ("Nile Courier", "2023-12-18", "Fighters enter Wad Madani\n\nThe Rapid Support Forces captured Wad Madani on Monday, its spokesman said.",
     (("The Rapid Support Forces captured Wad Madani on Monday", {"kind": "capture", "actors": (RSF,), "place": MADANI, "day": "2023-12-18", "by": "RSF spokesman", "sure": 0.62}),)),
    ("Red Sea Dispatch", "2023-12-18", "Fighters enter Wad Madani\n\nThe Rapid Support Forces captured Wad Madani on Monday, its spokesman said.",
     (("The Rapid Support Forces captured Wad Madani on Monday", {"kind": "capture", "actors": (RSF,), "place": MADANI, "day": "2023-12-18", "by": "RSF spokesman", "sure": 0.6}),)),
    ("Atbara Record", "2023-12-19", "The army denied that Wad Madani had fallen to the Rapid Support Forces on Monday, calling it propaganda.",
     (("Wad Madani had fallen to the Rapid Support Forces", {"kind": "capture", "actors": (RSF,), "place": MADANI, "day": "2023-12-18", "by": "the army", "stance": "denied", "sure": 0.7}),)),
    ("Lakeland Sentinel", "2023-12-20", "The army withdrew from Wad Madani on Monday night, residents of three quarters told the Sentinel by telephone.",
     (("The army withdrew from Wad Madani", {"kind": "withdrawal", "actors": (ARMY,), "place": MADANI, "day": "2023-12-18", "by": "residents", "sure": 0.81}),
      ("withdrew from Wad Madani", {"kind": "displacement", "actors": (), "targets": (RESIDENTS,), "place": MADANI, "day": "2023-12-19", "sure": 0.33}))),
    ("Nile Courier", "2025-01-12", "The army retook Wad Madani on Saturday after more than a year, its command and two residents said.",
     (("The army retook Wad Madani on Saturday", {"kind": "capture", "actors": (ARMY,), "place": MADANI, "day": "2025-01-11", "by": "residents", "sure": 0.9}),)),
    ("Atbara Record", "2024-05-11", "Shelling killed 14 civilians in El Fasher on Friday, a doctor said. Fatima Idris Musa, a mother of four, lost her home.",
     (("Shelling killed 14 civilians in El Fasher on Friday", {"kind": "killing", "targets": (RESIDENTS,), "place": FASHER, "day": "2024-05-10", "by": "a doctor", "figures": (killed("14", 14, 14),), "sure": 0.77}),
      ("Fatima Idris Musa, a mother of four, lost her home", {"kind": "shelling", "targets": (MOTHER,), "place": FASHER, "day": "2024-05-10", "by": "Fatima Idris Musa", "sure": 0.5}))),
    ("Lakeland Sentinel", "2024-05-12", "At least 27 people were killed in El Fasher on Friday, according to a medical charity working in the city.",
     (("At least 27 people were killed in El Fasher on Friday", {"kind": "killing", "targets": (RESIDENTS,), "place": FASHER, "day": "2024-05-10", "by": "a medical charity", "figures": (killed("At least 27", 27, 27),), "sure": 0.71}),)),
    ("Tawila Post", "2024-05-14", "Some 3,000 people fled from El Fasher to Tawila within three days, aid workers in the camp counted.",
     (("Some 3,000 people fled from El Fasher to Tawila", {"kind": "displacement", "targets": (RESIDENTS,), "route": Route(origin=FASHER, destination=TAWILA), "day": "2024-05-13",
       "figures": (Figure(start=0, end=5, text="3,000", value=3000, low=3000, unit="people", role="displaced"),), "sure": 0.8}),)),
    ("Tawila Post", "2024-06-01", "Chad closed the Adré crossing on Friday after shots were heard, a customs officer at the post said.",
     (("Chad closed the Adré crossing on Friday", {"kind": "closure", "actors": (), "place": ADRE, "day": "2024-05-31", "by": "a customs officer", "sure": 0.86}),)),
    ("Hostile <b>Gazette</b>", "2024-03-03", "Army <script>alert(1)</script> wins\n\nRebels <script>document.title='gone'</script> attacked Wad Madani on Friday, doctors said.",
     (("Rebels <script>document.title='gone'</script> attacked Wad Madani", {"kind": "shelling", "actors": (Party(name="<img src=x onerror=alert(2)>"),), "place": MADANI, "day": "2024-03-01", "sure": 0.41}),)),
    ("Nile Courier", None, "Villagers of Umm Slash said on an unknown day that armed men had taken their sheep and burnt their barns.",
     (("armed men had taken their sheep", {"kind": "looting_or_destruction", "actors": (), "place": NOWHERE, "day": None, "sure": 0.2}),)),
)  # fmt: skip


def written(number: int, outlet: str, known: str | None, text: str, claims: tuple[tuple[str, dict[str, Any]], ...]) -> Report:
    """One page with its claims at the places where their words stand."""
    report = make_report(text, f"https://pages.example/{number}", known)
    made = tuple(claimed(report, words, dict(told)) for words, told in claims)
    return msgspec.structs.replace(report, outlet=outlet, title=text.split("\n")[0][:60], language="en", claims=made)


def claimed(report: Report, words: str, told: dict[str, Any]) -> Claim:
    start, day = report.text.index(words), told.pop("day")
    when = When(earliest=day, latest=day, basis="stated") if day else When()
    chain = (Link(name=told.pop("by"), cue="said"),) if "by" in told else ()
    return Claim(
        id=stable_id("c", report.id, words, told["kind"]), start=start, end=start + len(words), evidence=words, when=when,
        attribution=chain, confidence=told.pop("sure"), report=report.id, **told,
    )  # fmt: skip


@pytest.fixture(scope="session")
def read_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger file with a dozen claims on both clocks; not to be written to."""
    path = tmp_path_factory.mktemp("web") / "web.ledger"
    with Ledger.open(path) as ledger:
        with ledger.write() as writer:
            for number, page in enumerate(PAGES):
                writer.add(written(number, *page))
        rebuild(ledger, Tools())
    return path


@pytest.fixture(scope="session")
def client(read_ledger: Path) -> Iterator[TestClient[Any]]:
    """A client on loopback that only reads."""
    with Ledger.open(read_ledger) as ledger, TestClient(create(ledger, limits=NO_LIMITS), base_url=HERE) as client:
        yield client


@pytest.fixture
def copied(read_ledger: Path, tmp_path: Path) -> Iterator[Ledger]:
    """A copy of the ledger that a test may change."""
    path = tmp_path / "copy.ledger"
    shutil.copy(read_ledger, path)
    with Ledger.open(path) as ledger:
        yield ledger


@pytest.fixture
def desk(copied: Ledger) -> Iterator[TestClient[Any]]:
    """A client on loopback that may write."""
    with TestClient(create(copied, limits=NO_LIMITS), base_url=HERE) as client:
        yield client


@pytest.fixture
def public(copied: Ledger) -> Iterator[Callable[[Role | None], TestClient[Any]]]:
    """A server that is not on loopback; gives a client for a role (None: without a token)."""
    roles: tuple[Role, ...] = ("read", "review", "admin")
    tokens = tuple(Token(f"{role} person", role, sha256(f"secret of {role}".encode()).hexdigest()) for role in roles)
    with TestClient(create(copied, Access(tokens, open=False), limits=NO_LIMITS), base_url="http://desk.example.org") as client:

        def as_role(role: Role | None) -> TestClient[Any]:
            client.headers.pop("authorization", None)
            if role:
                client.headers["authorization"] = f"Bearer secret of {role}"
            return client

        yield as_role
