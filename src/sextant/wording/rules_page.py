"""The pages about the rules, in both languages, written from the rulebooks themselves.

python -m sextant.wording.rules_page            writes docs/rules
python -m sextant.wording.rules_page --check    exits 1 where a page is stale
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from sextant.domain.document import Document
from sextant.domain.rule_value import DatedValue, Parameter
from sextant.domain.source import Source
from sextant.rules.levy import Levy
from sextant.rules.rulebook import Rulebook, Rulebooks, written
from sextant.storage.rulebook_files import rulebooks
from sextant.wording.citation import citation
from sextant.wording.rules_words import CHINESE, PAPER_KNEW, WORDS, marked
from sextant.wording.where_cited import Implementer, by_paragraph, implementers

DOCS = Path(__file__).parents[3] / "docs" / "rules"
LANGUAGES = ("en", CHINESE)


def pages() -> dict[str, str]:
    """Return every page by its file name."""
    books = rulebooks()
    found: dict[str, str] = {}
    implementing = implementers(books)
    for language in LANGUAGES:
        suffix = ".zh-Hant.md" if language == CHINESE else ".md"
        found[f"README{suffix}"] = _index(books, language)
        for book in books:
            found[f"{book.code}{suffix}"] = _mechanism(book, books, language)
        found[f"documents{suffix}"] = _documents(books, language)
        found[f"paragraphs{suffix}"] = _paragraphs(implementing, books, language)
        found[f"unverified{suffix}"] = _unverified(books, language)
    return found


def _index(books: Rulebooks, language: str) -> str:
    words = WORDS[language]
    end = ".zh-Hant.md" if language == CHINESE else ".md"
    lines = [f"# {words['index']}\n", words["index_text"], ""]
    for book in books:
        lines.append(f"- [{book.mechanism.label.in_language(language)}]({book.code}{end}): "
                     + words["counts"].format(parameters=len(book.parameters), levies=len(book.levies)))  # fmt: skip
    for name in ("documents", "paragraphs", "unverified"):
        lines.append(f"- [{words[name]}]({name}{end})")
    return "\n".join(lines) + "\n"


def _mechanism(book: Rulebook, books: Rulebooks, language: str) -> str:
    words = WORDS[language]
    lines = [f"# {words['rules_of'].format(name=book.mechanism.label.in_language(language))}\n", words["written"], ""]
    files: dict[str, list[Parameter]] = {}
    for each in book.parameters.values():
        files.setdefault(each.file, []).append(each)
    for file, parameters in files.items():
        lines += [f"## {file.removeprefix(f'{book.code}/')}\n", words["head"], "|---|---|---|---|---|"]
        for each in parameters:
            lines += _parameter(each, books, language)
        lines.append("")
    lines += [f"## {words['levies']}\n", words["levy_head"], "|---|---|---|---|---|"]
    lines += [_levy(book, each, language) for each in book.levies.values()]
    lines += ["", f"## {words['exemptions']}\n", words["exemption_head"], "|---|---|---|---|---|"]
    for one in book.exemptions.values():
        facts = ", ".join(book.mechanism.facts[name].label.in_language(language) for name in one.when_any)
        unless = ", ".join(book.mechanism.facts[name].label.in_language(language) for name in one.unless_any)
        label = one.label.in_language(language)
        lines.append(_row(label, facts, unless or "–", one.from_date.isoformat(), _source(one.source, language)))
    lines += ["", f"## {words['accounts']}\n", words["account_head"], "|---|---|---|---|---|"]
    for account in book.account_types.values():
        label = account.label_chinese if language == CHINESE else account.label_english
        admits = ", ".join(sorted(account.admits)) or words["all"]
        final = words["yes"] if account.final else words["no"]
        lines.append(_row(f"`{account.code}`", label, admits, final, _source(account.source, language)))
    lines += ["", f"## {words['acts']}\n", words["act_head"], "|---|---|---|---|---|---|"]
    for act in book.transactions.values():
        between = f"{_short(act.from_types, words)} → {_short(act.to_types, words)}"
        note = f" {act.note.in_language(language)}" if act.note else ""
        effect = words[f"first_transfer_{act.first_transfer.value}"] + note
        label, classes = act.label.in_language(language), ", ".join(act.classes)
        source = f"{act.from_date}: {_source(act.source, language)}"
        lines.append(_row(label, between, classes, ", ".join(act.by), effect, source))
    lines += ["", f"## {words['classes']}\n", words["class_head"], "|---|---|---|"]
    for unit in book.unit_classes.values():
        lines.append(_row(f"`{unit.code}`", unit.label.in_language(language), _source(unit.source, language)))
        for mark in (*unit.statuses, *unit.uses, *unit.flags):
            label = mark.label.in_language(language)
            lines.append(_row(f"`{unit.code}` {mark.code}", label, _source(mark.source, language)))
    return "\n".join(lines) + "\n"


def _parameter(each: Parameter, books: Rulebooks, language: str) -> list[str]:
    unit = books.units[each.unit].in_language(language)
    anchor = books.books[each.path.partition(".")[0]].mechanism.dates[each.anchor].label.in_language(language)
    rows = []
    for number, value in enumerate(each.values):
        name, label = (f"`{each.path}`", each.label.in_language(language)) if number == 0 else ("", "")
        if number == 0 and each.note:
            label += f"<br>{each.note.in_language(language)}"
        said = f"{value.from_date}: {_value(value, language)} {unit}".rstrip()
        rows.append(_row(name, label, said, anchor if number == 0 else "", _source(value.source, language)))
    return rows


def _value(value: DatedValue, language: str) -> str:
    return WORDS[language]["none"] if value.value is None else written(value.value)


def _levy(book: Rulebook, each: Levy, language: str) -> str:
    words, name = WORDS[language], each.path.partition(".")[2]
    base = book.mechanism.bases[each.base].label.in_language(language)
    how = [words[f"kind_{each.kind.value}"], base, f"`{each.rate.path.partition('.')[2]}`"]
    for key, said in (
        ("cumulative_over", words.get(f"span_{each.cumulative_over}")),
        ("none_below", each.none_below and each.none_below.path.partition(".")[2]),
        ("cap", each.cap and each.cap.path.partition(".")[2]),
        ("credited_against", each.credited_against),
        ("part_of", each.part_of),
        ("kept_at_most", each.kept_at_most and each.kept_at_most.path.partition(".")[2]),
        ("settled_above", each.settled_above and each.settled_above.path.partition(".")[2]),
    ):
        if said:
            how.append(f"{words[key]}: {said}")
    free = ", ".join(item.label.in_language(language) for item in each.exemptions) or "–"
    label = each.label.in_language(language)
    return _row(f"`{name}`", label, "; ".join(how), free, _source(each.source, language))


def _documents(books: Rulebooks, language: str) -> str:
    words = WORDS[language]
    lines = [f"# {words['documents']}\n", words["written"], "", f"## {words['paper']}\n"]
    lines += [words["paper_text"].format(day=PAPER_KNEW), "", words["paper_head"], "|---|---|---|---|---|---|"]
    for each in books.documents.cited_by_paper():
        cited = each.cited_by_paper
        assert cited is not None
        version = each.in_force(PAPER_KNEW) or each.latest(PAPER_KNEW)
        force = (version.name or words["no_versions"]) if version else words["unknown"]
        right = words["yes"] if cited.correct else words["no"]
        name, version_cited = _name(each, language), cited.version or "–"
        note = cited.note.in_language(language)
        lines.append(_row(name, cited.cited_as.in_language(language), version_cited, force, right, note))
    lines += ["", f"## {words['register']}\n", words["register_head"], "|---|---|---|---|---|"]
    for each in books.documents:
        for number, one in enumerate(each.versions):
            name = _name(each, language) if number == 0 else ""
            if number == 0 and each.note:
                name += f"<br>{each.note.in_language(language)}"
            adopted = " ".join(filter(None, (one.adopted_by, one.annex and words["annex"].format(number=one.annex))))
            day = one.dated.isoformat() if one.dated else words["unknown"]
            force = one.in_force_from.isoformat() if one.in_force_from else words["unknown"]
            mark = words["read"] if one.read else "" if one.verified else words["not_verified"]
            lines.append(_row(name, one.name or "–", f"{day} {adopted}".strip(), force, mark))
    return "\n".join(lines) + "\n"


def _name(each: Document, language: str) -> str:
    title = each.title.in_language(language)
    return f"**{each.id}**" if each.id == title else f"**{each.id}** {title}"


def _paragraphs(found: Iterable[Implementer], books: Rulebooks, language: str) -> str:
    words = WORDS[language]
    lines = [f"# {words['paragraphs']}\n", words["written"], "", words["paragraphs_text"], ""]
    for document, paragraphs in by_paragraph(found).items():
        known = books.documents.by_id(document)
        title = known.title.in_language(language) if known else ""
        lines += [f"## {document}\n", *([f"{title}\n"] if title and title != document else [])]
        lines += [words["paragraph_head"], "|---|---|"]
        lines += [_row(paragraph, "<br>".join(sorted(who))) for paragraph, who in paragraphs.items()]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _unverified(books: Rulebooks, language: str) -> str:
    words = WORDS[language]
    lines = [f"# {words['unverified']}\n", words["written"], "", words["unverified_text"], ""]
    for book in books:
        lines += [f"## {book.mechanism.label.in_language(language)}\n", words["unverified_head"], "|---|---|---|"]
        for each in book.citations():
            if not each.source.verified:
                what = f"`{each.item}`" if each.item in book.parameters else each.item.removeprefix(f"{book.code}: ")
                lines.append(_row(what, each.on.isoformat() if each.on else "–", citation(each.source, language)))
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _short(types: tuple[str, ...], words: Mapping[str, str]) -> str:
    return ", ".join(each.partition(".")[2] for each in types) or words["outside"]


def _source(source: Source, language: str) -> str:
    return marked(source, language)


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def stale(folder: Path = DOCS) -> list[Path]:
    """Return the pages that differ from what the rules say, and those that no rule writes any more."""
    wanted = pages()
    left = [path for path in folder.glob("*.md") if path.name not in wanted]
    return left + [
        folder / name
        for name, text in wanted.items()
        if not (folder / name).is_file() or (folder / name).read_text(encoding="utf-8") != text
    ]


def main(arguments: list[str]) -> int:
    """Write or check the pages; the exit code is 1 where one is stale."""
    if "--check" in arguments:
        found = stale()
        for path in found:
            print(f"{path} is stale; run python -m sextant.wording.rules_page")
        return 1 if found else 0
    DOCS.mkdir(parents=True, exist_ok=True)
    for path in DOCS.glob("*.md"):
        path.unlink()
    for name, text in pages().items():
        (DOCS / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
