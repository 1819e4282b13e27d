"""`sextant quantify --published`: figures that others published, beside what their inputs give."""

from __future__ import annotations

from sextant.cli.outcome import print_exactly
from sextant.wording.command_line import language, say


def tell_published(*, as_json: bool) -> None:
    """Print each published figure, what its inputs give, and whether the two agree."""
    from sextant.application.queries.published_figures import published_figures
    from sextant.storage.methodology_files import ShippedLibrary, figures

    found = published_figures(figures(), ShippedLibrary(), language())
    if as_json:
        print_exactly(found)
        return
    for each in found:
        said = say("quantify_reproduced" if each["reproduced"] else "quantify_not_reproduced")
        print(f"{each['published']} {each['unit']} · {each['calculated']:.12g} · {said} · {each['title']}")
