"""A cycle as a drawing: states in layers, steps as numbered arrows, without colour.

The numbers are those of the table beside the drawing. A solid arrow is taken by somebody, a dashed one happens
by itself. A double frame ends the case, a thick one begins it, a dotted one is not public. For a file the drawing
speaks both languages and carries its colours; for a page it speaks one, and the page's sheet sets the colours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from textwrap import wrap

from sextant.domain.label import Label
from sextant.workflow.cycle import BACK, SAME, Cycle, State, Step
from sextant.workflow.layout import Arrow, Layout, Sizes, is_exit, laid_out, layers

__all__ = ["drawn", "everywhere", "layers", "numbers", "svg"]

BOX_WIDTH, GAP_ACROSS, GAP_DOWN, MARGIN, LEGEND = 208, 26, 72, 20, 84
LETTERS_IN_LINE, SIGNS_IN_LINE, NUMBERS_IN_LINE, LINE = 30, 16, 28, 15
CHINESE = "zh-Hant"
FEW = 2
"""Up to so many states a step that is possible in each of them is better shown in each of them."""


@dataclass(frozen=True, slots=True)
class Port:
    """Where an arrow leaves or reaches a box."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn, how it is laid out, in which language; both where none is given."""

    cycle: Cycle
    layout: Layout
    sizes: Sizes
    language: str | None
    texts: Mapping[str, list[str]]

    def middle(self, name: str) -> tuple[float, float]:
        """Return the middle of a box or lane."""
        down = self.sizes.height + self.sizes.down
        return MARGIN + self.layout.x[name], MARGIN + self.layout.layer[name] * down + self.sizes.height / 2

    @property
    def width(self) -> float:
        return self.layout.width + 2 * MARGIN

    @property
    def height(self) -> float:
        rows = max(self.layout.layer.values()) + 1
        return rows * (self.sizes.height + self.sizes.down) - self.sizes.down + 2 * MARGIN + self.below

    @property
    def below(self) -> float:
        """How far arrows within the last layer reach."""
        last = max(self.layout.layer.values())
        return 30 if any(self.layout.layer[a.start] == self.layout.layer[a.end] == last for a in self.layout.arrows) \
            else 0  # fmt: skip


def numbers(cycle: Cycle) -> Mapping[str, int]:
    """Return the number of each step, in the order of the file."""
    return {name: number for number, name in enumerate(cycle.steps, start=1)}


def svg(cycle: Cycle) -> str:
    """Return the drawing of a cycle as a file, in both languages with its legend."""
    drawing = _drawing(cycle, None)
    height = drawing.height + LEGEND
    head = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_n(drawing.width)} {_n(height)}" '
        f'width="{_n(drawing.width)}" height="{_n(height)}" role="img" aria-labelledby="title desc" '
        'font-family="system-ui, Noto Sans, Noto Sans TC, Noto Sans CJK TC, sans-serif" font-size="12">',
        *_told(cycle, None, "title", "desc"),
        f'<rect width="{_n(drawing.width)}" height="{_n(height)}" fill="#fff"/>',
    ]
    return "\n".join([*head, *_body(drawing, linked=False), *_legend(drawing.height), "</svg>", ""])


def drawn(cycle: Cycle, language: str) -> str:
    """Return the drawing of a cycle as a part of a page: each number leads to the row `step-` and its name."""
    drawing = _drawing(cycle, language)
    size = "wide" if drawing.width > 640 else "narrow"
    head = [
        f'<svg class="{size}" viewBox="0 0 {_n(drawing.width)} {_n(drawing.height)}" width="{_n(drawing.width)}" '
        f'height="{_n(drawing.height)}" role="group" aria-labelledby="drawing-title drawing-desc" font-size="12">',
        *_told(cycle, language, "drawing-title", "drawing-desc"),
    ]
    return "\n".join([*head, *_body(drawing, linked=True), "</svg>"])


def _drawing(cycle: Cycle, language: str | None) -> Drawing:
    texts = {name: _texts(cycle, state, language) for name, state in cycle.states.items()}
    height = LINE * max(len(each) for each in texts.values()) + 18
    sizes = Sizes(BOX_WIDTH, height, GAP_ACROSS, GAP_DOWN)
    return Drawing(cycle, laid_out(cycle, sizes), sizes, language, texts)


def _body(drawing: Drawing, *, linked: bool) -> Iterator[str]:
    yield (
        '<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" '
        'orient="auto-start-reverse"><path class="tip" d="M0 0 10 5 0 10z" fill="#000"/></marker></defs>'
    )
    yield from _arrows(drawing, linked=linked)
    for state in drawing.cycle.states.values():
        yield _box(drawing, state)


def _told(cycle: Cycle, language: str | None, title: str, desc: str) -> list[str]:
    first = cycle.states[cycle.initial].label
    ends = [state.label for state in cycle.states.values() if state.terminal]
    english = (
        f"{len(cycle.states)} states and {len(cycle.steps)} steps. It begins at {first.english}. It ends at: "
        f"{'; '.join(label.english for label in ends) or 'no state'}. The table beside the drawing tells the same."
    )
    chinese = (
        f"共 {len(cycle.states)} 個狀態、{len(cycle.steps)} 個步驟。始於{first.chinese}。終於："
        f"{'；'.join(label.chinese for label in ends) or '無'}。同頁表格內容相同。"
    )
    said = {"en": english, CHINESE: chinese, None: f"{english} {chinese}"}[language]
    name = f"{cycle.label.english} · {cycle.label.chinese}" if language is None else cycle.label.in_language(language)
    return [f'<title id="{title}">{escape(name)}</title>', f'<desc id="{desc}">{escape(said)}</desc>']


def _texts(cycle: Cycle, state: State, language: str | None) -> list[str]:
    """Return the lines of a box: its label, the steps that stay, go back or end the case, and the exits into it."""
    lines = _name(state.label, language)
    # A page lists what is possible in every state once, above the drawing.
    apart = {step.name for step in everywhere(cycle)} if language and not state.terminal else set()
    for said in (_turning(cycle, state.name, apart), _arriving(cycle, state.name)):
        lines += wrap(said, NUMBERS_IN_LINE)
    return lines


def _name(label: Label, language: str | None) -> list[str]:
    english = wrap(label.english, LETTERS_IN_LINE)[:2]
    chinese = [label.chinese[at : at + SIGNS_IN_LINE] for at in range(0, len(label.chinese), SIGNS_IN_LINE)][:2]
    return {"en": english, CHINESE: chinese, None: [*english, *chinese]}[language]


def everywhere(cycle: Cycle) -> list[Step]:
    """Return the steps without an arrow that are possible in every state that does not end the case.

    Nothing where there are few such states.
    """
    live = {state.name for state in cycle.states.values() if not state.terminal}
    return [
        step
        for step in cycle.steps.values()
        if len(live) > FEW and live <= set(step.from_states) and (step.to_state in (SAME, BACK) or is_exit(cycle, step))
    ]


def _turning(cycle: Cycle, state: str, apart: set[str]) -> str:
    """Return the numbers of the steps that stay in a state, go back from it, or end the case there and elsewhere."""
    number = numbers(cycle)
    leading = [step for step in cycle.steps_from(state) if step.name not in apart]
    stay = [str(number[step.name]) for step in leading if step.to_state in (SAME, state)]
    back = [str(number[step.name]) for step in leading if step.to_state == BACK]
    out = [str(number[step.name]) for step in leading if is_exit(cycle, step)]
    parts = ((sign, found) for sign, found in (("↻", stay), ("↩", back), ("⇥", out)) if found)
    return "  ".join(f"{sign} {' '.join(found)}" for sign, found in parts)


def _arriving(cycle: Cycle, state: str) -> str:
    """Return the numbers of the exits that lead to a state without an arrow."""
    number = numbers(cycle)
    found = [str(number[name]) for name, step in cycle.steps.items() if step.to_state == state and is_exit(cycle, step)]
    return f"⇤ {' '.join(found)}" if found else ""


def _box(drawing: Drawing, state: State) -> str:
    x, y = drawing.middle(state.name)
    width, height = drawing.sizes.width, drawing.sizes.height
    thick = 3 if state.name == drawing.cycle.initial else 1.2
    dots = "" if state.public else ' stroke-dasharray="2 3"'
    lines = [_frame(x - width / 2, y - height / 2, width, height, thick, dots)]
    if state.terminal:
        lines.append(_frame(x - width / 2 + 4, y - height / 2 + 4, width - 8, height - 8, 1.2, dots))
    texts = drawing.texts[state.name]
    first = y - (len(texts) - 1) * LINE / 2
    named = len(_name(state.label, drawing.language))
    for index, text in enumerate(texts):
        kind = "name" if index < named else "turns"
        lines.append(
            f'<text class="{kind}" x="{_n(x)}" y="{_n(first + index * LINE + 4)}" text-anchor="middle" fill="#000">'
            f"{escape(text)}</text>"
        )
    return "\n".join(lines)


def _frame(left: float, top: float, width: float, height: float, thick: float, dots: str) -> str:
    return (
        f'<rect class="frame" x="{_n(left)}" y="{_n(top)}" width="{_n(width)}" height="{_n(height)}" rx="2" '
        f'fill="#fff" stroke="#000" stroke-width="{thick:g}"{dots}/>'
    )


def _ports(drawing: Drawing) -> dict[tuple[int, str], Port]:
    """Return the port of each end of each arrow: those of one side of a box stand apart, ordered by where they lead."""
    sides: dict[tuple[str, int], list[tuple[float, int, str]]] = {}
    layer = drawing.layout.layer
    for index, arrow in enumerate(drawing.layout.arrows):
        for end, state, beside in (("start", arrow.start, arrow.stops[1]), ("end", arrow.end, arrow.stops[-2])):
            side = -1 if layer[beside] < layer[state] else 1
            sides.setdefault((state, side), []).append((drawing.middle(beside)[0], index, end))
    found: dict[tuple[int, str], Port] = {}
    for (state, side), ends in sides.items():
        x, y = drawing.middle(state)
        room = drawing.sizes.width - 28
        for at, (_, index, end) in enumerate(sorted(ends), start=1):
            place = x - room / 2 + room * at / (len(ends) + 1)
            found[index, end] = Port(place, y + side * drawing.sizes.height / 2)
    return found


def _arrows(drawing: Drawing, *, linked: bool) -> list[str]:
    lines: list[str] = []
    labels: list[str] = []
    ports = _ports(drawing)
    beside: dict[tuple[str, bool], list[int]] = {}
    for index, arrow in enumerate(drawing.layout.arrows):
        start, end = ports[index, "start"], ports[index, "end"]
        dashes = ' stroke-dasharray="6 4"' if all(step.by_itself for step in arrow.steps) else ""
        path = _path(drawing, arrow, start, end)
        lines.append(
            f'<path class="arrow" d="{path}" fill="none" stroke="#000" stroke-width="1"{dashes} '
            'marker-end="url(#tip)"/>'
        )
        below = start.y > drawing.middle(arrow.start)[1]
        beside.setdefault((arrow.start, below), []).append(index)
    for (_, below), indexes in beside.items():
        ordered = sorted(indexes, key=lambda index: ports[index, "start"].x)
        # Three arrows stand close together, and so do two of which one carries many numbers.
        crowded = len(ordered) > 2 or any(len(drawing.layout.arrows[each].steps) > 2 for each in ordered)
        for at, index in enumerate(ordered):
            start = ports[index, "start"]
            away = 14 + (18 if at % 2 and crowded else 0)
            labels.append(
                _label(drawing, drawing.layout.arrows[index].steps, start.x, start.y + (away if below else -away),
                       linked=linked)
            )  # fmt: skip
    return [*lines, *labels]


def _path(drawing: Drawing, arrow: Arrow, start: Port, end: Port) -> str:
    """Return the line of an arrow: from its port through its lanes to the other port, upright at each end."""
    if drawing.layout.layer[arrow.start] == drawing.layout.layer[arrow.end]:
        drop = start.y + min(60, 22 + abs(end.x - start.x) / 14)
        return f"M{_n(start.x)} {_n(start.y)}C{_n(start.x)} {_n(drop)} {_n(end.x)} {_n(drop)} {_n(end.x)} {_n(end.y)}"
    way = 1 if end.y > start.y else -1
    half = drawing.sizes.height / 2
    parts = [f"M{_n(start.x)} {_n(start.y)}"]
    x, y = start.x, start.y
    for stop in (*arrow.stops[1:-1], None):
        lane = drawing.middle(stop) if stop else (end.x, end.y + way * half)
        to_x, to_y = lane[0], lane[1] - way * half
        bend = (to_y - y) / 2
        parts.append(f"C{_n(x)} {_n(y + bend)} {_n(to_x)} {_n(to_y - bend)} {_n(to_x)} {_n(to_y)}")
        if stop:
            parts.append(f"V{_n(to_y + way * 2 * half)}")
        x, y = to_x, to_y + way * 2 * half
    return "".join(parts)


def _label(drawing: Drawing, steps: tuple[Step, ...], x: float, y: float, *, linked: bool) -> str:
    number, language = numbers(drawing.cycle), drawing.language or "en"
    text = " ".join(str(number[step.name]) for step in steps)
    width = 7 * len(text) + 6
    plate = f'<rect class="plate" x="{_n(x - width / 2)}" y="{_n(y - 8)}" width="{_n(width)}" height="16" fill="#fff"/>'
    if not linked:
        return f'{plate}<text x="{_n(x)}" y="{_n(y + 4)}" text-anchor="middle" font-size="11" fill="#000">{text}</text>'
    said = " ".join(
        f'<a href="#step-{escape(step.name)}" tabindex="-1"><title>{escape(step.label.in_language(language))}</title>'
        f"{number[step.name]}</a>"
        for step in steps
    )
    return f'{plate}<text class="number" x="{_n(x)}" y="{_n(y + 4)}" text-anchor="middle" fill="#000">{said}</text>'


def _legend(top: float) -> list[str]:
    said = (
        (
            "— taken by somebody  - - happens by itself  ↻ stays  ↩ goes back  ⇥ ends the case at ⇤",
            "實線：由人辦理　虛線：自動發生　↻ 停留　↩ 返回　⇥ 終結於 ⇤",
        ),
        ("thick frame: begins  double frame: ends  dotted frame: not public", "粗框：起始　雙框：終結　點框：不公開"),
    )
    return [
        f'<text x="{MARGIN}" y="{_n(top + 14 + index * 34 + line * 16)}" fill="#000">{text}</text>'
        for index, pair in enumerate(said)
        for line, text in enumerate(pair)
    ]


def _n(value: float) -> str:
    """Return a length with one digit after the point at most."""
    return f"{round(value, 1):g}"
