"""A cycle as a drawing: states in layers, steps as numbered arrows, in both languages and without colour.

The numbers are those of the table beside the drawing. A solid arrow is taken by somebody, a dashed one happens
by itself. A double frame ends the case, a thick one begins it, a dotted one is not public.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap

from sextant.workflow.cycle import BACK, SAME, Cycle, State, Step

BOX_WIDTH, BOX_HEIGHT = 208, 86
GAP_ACROSS, GAP_DOWN, MARGIN, LEGEND = 34, 62, 28, 92
LETTERS_IN_LINE, SIGNS_IN_LINE = 30, 16
EXIT_FROM = 4
"""A step that ends a case from so many states is told in their boxes; its arrows would hide all others."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a state stands: layer, and middle of its box."""

    layer: int
    x: float
    y: float


def numbers(cycle: Cycle) -> Mapping[str, int]:
    """Return the number of each step, in the order of the file."""
    return {name: number for number, name in enumerate(cycle.steps, start=1)}


def layers(cycle: Cycle) -> list[list[str]]:
    """Return the states by how many steps lead to them at least, each layer ordered to follow the one above.

    States that only exits lead to stand in a last layer of their own.
    """
    onward = _onward(cycle)
    found = [[cycle.initial]]
    seen = {cycle.initial}
    while True:
        following = [to for state in found[-1] for to in onward.get(state, ()) if to not in seen]
        unique = list(dict.fromkeys(following))
        if not unique:
            break
        seen |= set(unique)
        found.append(unique)
    aside = [name for name in cycle.states if name not in seen]
    for index in range(1, len(found)):
        above = {state: place for place, state in enumerate(found[index - 1])}
        found[index].sort(key=lambda state: (_middle(state, above, onward), cycle.states[state].terminal))
    return [*found, aside] if aside else found


def _is_exit(cycle: Cycle, step: Step) -> bool:
    ends = step.to_state in cycle.states and cycle.states[step.to_state].terminal
    return ends and len(step.from_states) >= EXIT_FROM


def _arrows_of(cycle: Cycle) -> dict[tuple[str, str], list[Step]]:
    """Return the steps that are drawn as arrows, by the states between which they lead."""
    found: dict[tuple[str, str], list[Step]] = {}
    for step in cycle.steps.values():
        for state in step.from_states:
            if step.to_state not in (SAME, BACK, state) and not _is_exit(cycle, step):
                found.setdefault((state, step.to_state), []).append(step)
    return found


def _onward(cycle: Cycle) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for state, to_state in _arrows_of(cycle):
        found.setdefault(state, []).append(to_state)
    return found


def _middle(state: str, above: Mapping[str, int], onward: Mapping[str, Sequence[str]]) -> float:
    leading = [place for other, place in above.items() if state in onward.get(other, ())]
    return sum(leading) / len(leading) if leading else len(above)


def svg(cycle: Cycle) -> str:
    """Return the drawing of a cycle."""
    rows = layers(cycle)
    width = max(len(row) for row in rows) * (BOX_WIDTH + GAP_ACROSS) - GAP_ACROSS + 2 * MARGIN + 120
    height = len(rows) * (BOX_HEIGHT + GAP_DOWN) - GAP_DOWN + 2 * MARGIN + LEGEND
    places = {
        state: Place(
            layer,
            width / 2 + (index - (len(row) - 1) / 2) * (BOX_WIDTH + GAP_ACROSS),
            MARGIN + layer * (BOX_HEIGHT + GAP_DOWN) + BOX_HEIGHT / 2,
        )
        for layer, row in enumerate(rows)
        for index, state in enumerate(row)
    }
    body = [*_arrows(cycle, places), *(_box(cycle, cycle.states[name], place) for name, place in places.items())]
    return "\n".join([*_head(cycle, width, height), *body, *_legend(height), "</svg>", ""])


def _head(cycle: Cycle, width: float, height: float) -> list[str]:
    first = cycle.states[cycle.initial].label
    ends = [state.label for state in cycle.states.values() if state.terminal]
    title = f"{cycle.label.english} · {cycle.label.chinese}"
    desc = (
        f"{len(cycle.states)} states and {len(cycle.steps)} steps. It begins at {first.english}. It ends at: "
        f"{'; '.join(label.english for label in ends) or 'no state'}. The table beside the drawing tells the same. "
        f"共 {len(cycle.states)} 個狀態、{len(cycle.steps)} 個步驟。始於{first.chinese}。終於："
        f"{'；'.join(label.chinese for label in ends) or '無'}。同頁表格內容相同。"
    )
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
        f'height="{height:g}" role="img" aria-labelledby="title desc" '
        'font-family="system-ui, Noto Sans, Noto Sans TC, Noto Sans CJK TC, sans-serif" font-size="12">',
        f'<title id="title">{escape(title)}</title>',
        f'<desc id="desc">{escape(desc)}</desc>',
        '<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" '
        'orient="auto-start-reverse"><path d="M0 0 10 5 0 10z" fill="#000"/></marker></defs>',
        f'<rect width="{width:g}" height="{height:g}" fill="#fff"/>',
    ]


def _box(cycle: Cycle, state: State, place: Place) -> str:
    left, top = place.x - BOX_WIDTH / 2, place.y - BOX_HEIGHT / 2
    thick = 3 if state.name == cycle.initial else 1.2
    dots = "" if state.public else ' stroke-dasharray="2 3"'
    lines = [_frame(left, top, BOX_WIDTH, BOX_HEIGHT, thick, dots)]
    if state.terminal:
        lines.append(_frame(left + 4, top + 4, BOX_WIDTH - 8, BOX_HEIGHT - 8, 1.2, dots))
    texts = [*wrap(state.label.english, LETTERS_IN_LINE)[:2]]
    chinese = state.label.chinese
    texts += [chinese[at : at + SIGNS_IN_LINE] for at in range(0, len(chinese), SIGNS_IN_LINE)][:2]
    texts += wrap(_turning(cycle, state.name), LETTERS_IN_LINE + 4) + wrap(
        _arriving(cycle, state.name), LETTERS_IN_LINE
    )
    first = place.y - (len(texts) - 1) * 7
    for index, text in enumerate(texts):
        lines.append(
            f'<text x="{place.x:g}" y="{first + index * 14 + 4:g}" text-anchor="middle" fill="#000">'
            f"{escape(text)}</text>"
        )
    return "\n".join(lines)


def _frame(left: float, top: float, width: float, height: float, thick: float, dots: str) -> str:
    return (
        f'<rect x="{left:g}" y="{top:g}" width="{width:g}" height="{height:g}" rx="6" fill="#fff" stroke="#000" '
        f'stroke-width="{thick:g}"{dots}/>'
    )


def _turning(cycle: Cycle, state: str) -> str:
    """Return the numbers of the steps that stay in a state, go back from it, or end the case there and elsewhere."""
    number = numbers(cycle)
    leading = cycle.steps_from(state)
    stay = [str(number[step.name]) for step in leading if step.to_state in (SAME, state)]
    back = [str(number[step.name]) for step in leading if step.to_state == BACK]
    out = [str(number[step.name]) for step in leading if _is_exit(cycle, step)]
    parts = ((sign, found) for sign, found in (("↻", stay), ("↩", back), ("⇥", out)) if found)
    return "  ".join(f"{sign} {' '.join(found)}" for sign, found in parts)


def _arriving(cycle: Cycle, state: str) -> str:
    """Return the numbers of the exits that lead to a state without an arrow."""
    number = numbers(cycle)
    found = [
        str(number[name]) for name, step in cycle.steps.items() if step.to_state == state and _is_exit(cycle, step)
    ]
    return f"⇤ {' '.join(found)}" if found else ""


def _arrows(cycle: Cycle, places: Mapping[str, Place]) -> list[str]:
    lines: list[str] = []
    labels: list[str] = []
    number = numbers(cycle)
    for order, ((start, end), steps) in enumerate(_arrows_of(cycle).items()):
        path, x, y = _path(places[start], places[end], order, places[cycle.initial].x)
        dashes = ' stroke-dasharray="6 4"' if all(step.by_itself for step in steps) else ""
        lines.append(f'<path d="{path}" fill="none" stroke="#000" stroke-width="1"{dashes} marker-end="url(#tip)"/>')
        labels.append(_number(x, y, " ".join(str(number[step.name]) for step in steps)))
    return [*lines, *labels]


def _path(start: Place, end: Place, order: int, centre: float) -> tuple[str, float, float]:
    """Return the curve from one box to another, and where its number stands."""
    aside = ((order % 5) - 2) * 20
    if end.layer > start.layer:
        x1, y1, x2, y2 = start.x + aside, start.y + BOX_HEIGHT / 2, end.x + aside, end.y - BOX_HEIGHT / 2
        bend = (y2 - y1) / 2
        swing = 0.0 if end.layer == start.layer + 1 else (BOX_WIDTH / 2 + GAP_ACROSS / 2) * (1 if order % 2 else -1)
        curve = f"M{x1:g} {y1:g}C{x1 + swing:g} {y1 + bend:g} {x2 + swing:g} {y2 - bend:g} {x2:g} {y2:g}"
        return curve, (x1 + x2) / 2 + swing * 0.75, (y1 + y2) / 2 - 7
    if end.layer == start.layer:
        drop = BOX_HEIGHT / 2 + 18
        curve = f"M{start.x + aside:g} {start.y + BOX_HEIGHT / 2:g}C{start.x + aside:g} {start.y + drop + 16:g} "
        curve += f"{end.x + aside:g} {end.y + drop + 16:g} {end.x + aside:g} {end.y + BOX_HEIGHT / 2:g}"
        return curve, (start.x + end.x) / 2 + aside, start.y + drop + 2
    if end.layer == start.layer - 1:
        x1, y1, x2, y2 = start.x + aside, start.y - BOX_HEIGHT / 2, end.x + aside, end.y + BOX_HEIGHT / 2
        bend = (y1 - y2) / 2
        curve = f"M{x1:g} {y1:g}C{x1:g} {y1 - bend:g} {x2:g} {y2 + bend:g} {x2:g} {y2:g}"
        return curve, (x1 + x2) / 2, (y1 + y2) / 2 + 13
    side = 1 if start.x + end.x >= 2 * centre else -1
    x1, x2 = start.x + side * BOX_WIDTH / 2, end.x + side * BOX_WIDTH / 2
    y1, y2 = start.y + aside / 2, end.y + aside / 2
    out = side * (GAP_ACROSS + 6 * (start.layer - end.layer) + abs(aside) / 2)
    curve = f"M{x1:g} {y1:g}C{x1 + out:g} {y1:g} {x2 + out:g} {y2:g} {x2:g} {y2:g}"
    return curve, (x1 + x2) / 2 + out * 0.75, (y1 + y2) / 2


def _number(x: float, y: float, text: str) -> str:
    width = 7 * len(text) + 6
    return (
        f'<rect x="{x - width / 2:g}" y="{y - 8:g}" width="{width:g}" height="16" fill="#fff"/>'
        f'<text x="{x:g}" y="{y + 4:g}" text-anchor="middle" font-size="11" fill="#000">{text}</text>'
    )


def _legend(height: float) -> list[str]:
    top = height - LEGEND + 14
    said = (
        (
            "— taken by somebody  - - happens by itself  ↻ stays  ↩ goes back  ⇥ ends the case at ⇤",
            "實線：由人採取　虛線：自動發生　↻ 停留　↩ 返回　⇥ 終結於 ⇤",
        ),
        ("thick frame: begins  double frame: ends  dotted frame: not public", "粗框：起始　雙框：終結　點框：不公開"),
    )
    return [
        f'<text x="{MARGIN}" y="{top + index * 34:g}" fill="#000">{english}</text>'
        f'<text x="{MARGIN}" y="{top + index * 34 + 16:g}" fill="#000">{chinese}</text>'
        for index, (english, chinese) in enumerate(said)
    ]
