"""The pages about cycles, in both languages: a drawing and a table of every cycle, written from the rulebooks.

python -m sextant.wording.cycles_page            writes docs/cycles
python -m sextant.wording.cycles_page --check    exits 1 where a page is stale
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from sextant.storage.rulebook_files import cyclebooks
from sextant.wording.citation import citation
from sextant.wording.deadline_words import when
from sextant.wording.rule_names import Coded
from sextant.wording.step_words import decided, stage, what, who
from sextant.wording.word import CHINESE
from sextant.workflow.cycle import BACK, SAME, Cycle, Step
from sextant.workflow.cyclebook import Cyclebook, Cyclebooks
from sextant.workflow.diagram import numbers, svg
from sextant.workflow.version import ends_of

DOCS = Path(__file__).parents[3] / "docs" / "cycles"
LANGUAGES = ("en", CHINESE)

_WORDS = {
    "en": {
        "title": "Cycles",
        "text": (
            "Every cycle is data: its states, who may take which step, when, with what, and the paragraph behind it.\n"
            "The drawings and tables are written from the data by `python -m sextant.wording.cycles_page`.\n"
        ),
        "head": "| Cycle | States | Steps | Source |",
        "drawing": "Drawing of the states and steps; the table tells the same",
        "steps": "Steps",
        "steps_head": "| No. | Step | From | To | Who | When | What it needs | Source |",
        "states": "States",
        "states_head": "| State | Name | Kind |",
        "begins": "begins", "ends": "ends", "hidden": "not public", "stays": "stays", "back": "goes back",
        "refund": "where it ends from here, refund as at: ",
        "comma": ", ", "from": "Applies from {0}.", "until": "Applied from {0} to the day before {1}.",
        "versions": "A case keeps the version of the day on which it was opened. Other versions: ",
        "version": "from {}", "other": "{} (from {})",
    },
    CHINESE: {
        "title": "週期",
        "text": (
            "每個週期都是資料：狀態、何人於何時得辦理何步驟、所需文件，以及所依段落。\n"
            "圖與表由 `python -m sextant.wording.cycles_page` 依資料產生。\n"
        ),
        "head": "| 週期 | 狀態 | 步驟 | 依據 |",
        "drawing": "狀態與步驟圖；表格內容相同",
        "steps": "步驟",
        "steps_head": "| 編號 | 步驟 | 自 | 至 | 由何人 | 何時 | 須具備 | 依據 |",
        "states": "狀態",
        "states_head": "| 狀態 | 名稱 | 種類 |",
        "begins": "起始", "ends": "終結", "hidden": "不公開", "stays": "停留", "back": "返回",
        "refund": "自此終止時之退費階段：",
        "comma": "、", "from": "自 {0} 起適用。", "until": "自 {0} 起適用，至 {1} 之前一日止。",
        "versions": "案件適用其開啟當日之版本。其他版本：",
        "version": "自 {} 起", "other": "{}（自 {} 起）",
    },
}  # fmt: skip


def pages(books: Cyclebooks | None = None) -> dict[str, str]:
    """Return every page and drawing by its name under docs/cycles, of the shipped rules unless others are given."""
    books = books or cyclebooks()
    found: dict[str, str] = {}
    for language in LANGUAGES:
        found[f"README{_suffix(language)}"] = _index(books, language)
    for book in books:
        for cycle in book.every():
            name = f"{book.mechanism}/{_name(cycle, book)}"
            found[f"{name}.svg"] = svg(cycle)
            for language in LANGUAGES:
                found[f"{name}{_suffix(language)}"] = _page(cycle, book, books, language)
    return found


def _name(cycle: Cycle, book: Cyclebook) -> str:
    """Return the name of a version's page: an older one carries the day from which it applied."""
    name = cycle.path.partition(".")[2]
    return name if cycle is book.versions[cycle.path][-1] else f"{name}.{cycle.from_date}"


def _suffix(language: str) -> str:
    return ".zh-Hant.md" if language == CHINESE else ".md"


def _index(books: Cyclebooks, language: str) -> str:
    words = _WORDS[language]
    lines = [f"# {words['title']}\n", words["text"]]
    for book in books:
        if not book.cycles:
            continue
        label = books.rulebooks.books[book.mechanism].mechanism.label.in_language(language)
        lines += [f"## {label}\n", words["head"], "|---|---|---|---|"]
        for cycle in book.every():
            page = f"{book.mechanism}/{_name(cycle, book)}{_suffix(language)}"
            name = cycle.label.in_language(language)
            if len(book.versions[cycle.path]) > 1:
                name = words["other"].format(name, cycle.from_date)
            source = _cell(citation(cycle.source, language))
            lines.append(f"| [{name}]({page}) | {len(cycle.states)} | {len(cycle.steps)} | {source} |")
        lines.append("")
    return "\n".join(lines)


def _page(cycle: Cycle, book: Cyclebook, books: Cyclebooks, language: str) -> str:
    words, name = _WORDS[language], _name(cycle, book)
    label = cycle.label.in_language(language)
    lines = [f"# {label}\n", f"{citation(cycle.source, language)}\n", *_applies(cycle, book, language)]
    lines += [f"![{words['drawing']}]({name}.svg)\n"]
    lines += [f"## {words['steps']}\n", words["steps_head"], "|---|---|---|---|---|---|---|---|"]
    number = numbers(cycle)
    for step in cycle.steps.values():
        lines.append(_row(number[step.name], step, cycle, book, books, language))
    lines += ["", f"## {words['states']}\n", words["states_head"], "|---|---|---|"]
    for state in cycle.states.values():
        kinds = [words["begins"]] if state.name == cycle.initial else []
        kinds += [words["ends"]] if state.terminal else []
        kinds += [] if state.public else [words["hidden"]]
        if state.stage is not None:
            kinds.append(words["refund"] + stage(state.stage, book, books, language))
        lines.append(f"| `{state.name}` | {_cell(state.label.in_language(language))} | {words['comma'].join(kinds)} |")
    return "\n".join([*lines, ""])


def _applies(cycle: Cycle, book: Cyclebook, language: str) -> list[str]:
    """Return from when and until when a version applies, with links to the others."""
    words, versions = _WORDS[language], book.versions[cycle.path]
    until = ends_of(cycle, versions)
    said = [f"{words['until' if until else 'from'].format(cycle.from_date, until)}\n"]
    others = [
        f"[{words['version'].format(each.from_date)}]({_name(each, book)}{_suffix(language)})"
        for each in versions
        if each is not cycle
    ]
    if others:
        said.append(f"{words['versions']}{words['comma'].join(others)}\n")
    return said


def _row(number: int, step: Step, cycle: Cycle, book: Cyclebook, books: Cyclebooks, language: str) -> str:
    words, names = _WORDS[language], Coded(books.rulebooks, language)
    to_state = {SAME: words["stays"], BACK: words["back"]}.get(step.to_state)
    if to_state is None:
        to_state = cycle.states[step.to_state].label.in_language(language)
    cells = (
        str(number),
        step.label.in_language(language),
        "<br>".join(cycle.states[state].label.in_language(language) for state in step.from_states),
        to_state,
        "<br>".join([*who(step, book, books, language), *decided(step, book, names)]),
        "<br>".join(when(step, names)),
        "<br>".join(what(step, book, books, names)),
        citation(step.source, language),
    )
    return f"| {' | '.join(_cell(each) for each in cells)} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def stale(folder: Path = DOCS) -> list[Path]:
    """Return the pages that differ from the data, and those that no cycle writes any more."""
    written: Mapping[Path, str] = {folder / name: text for name, text in pages().items()}
    differing = [
        path for path, text in written.items() if not path.is_file() or path.read_text(encoding="utf-8") != text
    ]
    there = [path for path in folder.rglob("*") if path.is_file()] if folder.is_dir() else []
    return [*differing, *(path for path in there if path not in written)]


def main(arguments: list[str]) -> int:
    """Write or check the pages; the exit code is 1 where one is stale."""
    if "--check" in arguments:
        found = stale()
        for path in found:
            print(f"{path} is stale; run python -m sextant.wording.cycles_page")
        return 1 if found else 0
    for name, text in pages().items():
        path = DOCS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
