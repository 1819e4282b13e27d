"""Labelled pairs: made from real lists that lie beside the project, by the ways in which the same activity comes back.

The same: a successor under another mechanism, a title shortened or spelled otherwise, a host under its other name, a
component of a programme. Not the same: another site or phase of the same owner, and the most similar titles of a host.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from tests.shared_data import SHARED

from sextant.overlap.listed import Listed
from sextant.storage.overlap_files import read_list
from sextant.storage.rulebook_files import parties

DATA = SHARED / "data"
LISTS = (
    DATA / "cdm-projects-29-parties" / "projects.csv.gz",
    DATA / "article6-pipeline-2026-02" / "jcm_projects.csv",
    DATA / "article6-pipeline-2026-02" / "prior_consideration_pa.csv.gz",
)
SITES = ("Northgate", "Eastbrook", "Southmere", "Westholm", "Highfield", "Lowland", "Riverside", "Lakeview")


@dataclass(frozen=True)
class Pair:
    """Two entries, whether they are the same activity, and how the pair was made."""

    one: Listed
    other: Listed
    same: bool
    made: str


def lists() -> list[Listed]:
    return [each for file in LISTS for each in read_list(file).listed]


def pairs(listed: list[Listed], *, of_each: int = 110) -> list[Pair]:
    """Return as many pairs of each kind, drawn by a fixed seed."""
    chance = Random(64)
    usable = [each for each in listed if each.host and len(each.words) >= 3]
    found: list[Pair] = []
    for make in (successor, shortened, misspelled, renamed_host, component, other_site, other_phase):
        drawn = chance.sample(usable, of_each)
        found += [made for each in drawn if (made := make(each, chance)) is not None]
    return found + alike_but_other(usable, of_each)


def successor(each: Listed, chance: Random) -> Pair:
    title = chance.choice(
        ("{} (transitioned from the CDM)", "Transition of {}", "{} – renewable crediting period", "{}")
    )
    tonnes = each.annual_tonnes * chance.randrange(80, 121) // 100 if each.annual_tonnes else None
    new = replace(each, scheme="article_6_4", reference="new", title=title.format(each.title), annual_tonnes=tonnes,
                  first_day=None, last_day=None, participants=())  # fmt: skip
    return Pair(each, new, True, "successor")


def shortened(each: Listed, chance: Random) -> Pair | None:
    words = [word for word in each.title.split() if word.strip("()-,–")]
    if len(words) < 5:
        return None
    left = words[: len(words) - chance.choice((1, 2))]
    return Pair(each, replace(each, scheme="vcs", reference="V", title=" ".join(left).upper()), True, "shortened")


def misspelled(each: Listed, chance: Random) -> Pair | None:
    words = each.title.split()
    long = [at for at, word in enumerate(words) if len(word) > 6 and word.isalpha()]
    if not long:
        return None
    at = chance.choice(long)
    where = chance.randrange(1, len(words[at]) - 1)
    words[at] = words[at][:where] + words[at][where + 1 :]
    chance.shuffle(words)
    return Pair(each, replace(each, scheme="gs", reference="G", title=" ".join(words)), True, "misspelled")


def renamed_host(each: Listed, chance: Random) -> Pair | None:
    party = parties().by_code(each.host or "")
    forms = [party.name_chinese, party.alpha3, *party.synonyms] if party else []
    other = parties().by_name(chance.choice(forms)) if forms else None
    if other is None:
        return None
    return Pair(each, replace(each, scheme="vcs", reference="V", host=other.code), True, "renamed host")


def component(each: Listed, chance: Random) -> Pair:
    number, site = chance.randrange(1, 30), chance.choice(SITES)
    part = replace(each, scheme="vcs", reference="C", title=f"{each.title} – CPA {number:03} {site}",
                   annual_tonnes=None)  # fmt: skip
    return Pair(each, part, True, "component")


def other_site(each: Listed, chance: Random) -> Pair | None:
    """The rarest words of a title, its place, give way to another place; the owner stays."""
    words = sorted(each.words, key=lambda word: (-len(word), word))
    kept = [word for word in each.title.split() if word.lower().strip("(),-–") in words]
    names = [word for word in kept if word[:1].isupper() and word.isalpha() and len(word) > 3]
    if not names:
        return None
    mine, theirs = chance.sample(SITES, 2)
    one = replace(each, title=each.title.replace(names[0], mine), participants=("Owner Energy (synthetic)",))
    other = replace(one, reference="site", title=each.title.replace(names[0], theirs))
    return Pair(replace(one, place=mine), replace(other, place=theirs), False, "other site")


def other_phase(each: Listed, chance: Random) -> Pair:
    first, second = chance.sample(range(1, 6), 2)
    word = chance.choice(("Phase", "Unit", "CPA"))
    one = replace(each, title=f"{each.title} {word} {first}")
    return Pair(one, replace(each, reference="phase", title=f"{each.title} {word} {second}"), False, "other phase")


def alike_but_other(listed: list[Listed], wanted: int) -> list[Pair]:
    """Return real pairs of one register that share a host and many words: registered apart, so two activities."""
    found: list[tuple[int, Pair]] = []
    by_host: dict[tuple[str, str], list[Listed]] = {}
    for each in listed:
        if each.scheme in ("cdm", "jcm"):
            by_host.setdefault((each.scheme, each.host or ""), []).append(each)
    for together in by_host.values():
        for at, one in enumerate(together):
            for other in together[at + 1 : at + 60]:
                common = len(one.words & other.words)
                if common >= 2 and one.title != other.title:
                    found.append((common, Pair(one, other, False, "alike but other")))
    found.sort(key=lambda each: (-each[0], each[1].one.reference, each[1].other.reference))
    return [pair for _, pair in found[:wanted]]
