"""The files speak about the registry and the rules it follows, not about who wrote them or with what."""

import re

from tests.tidy.repository import text_files

# A letter class in each keeps the list from finding itself. "User agent" is a word of HTTP.
OFF_SUBJECT = re.compile(
    r"""(?ix)
      (?<!user[ _-]) \b (?:sub-?)? [a]gents? \b
    | \b [a]gentic \b
    | \b (?:helper|coding|developer) [ -] [s]essions? \b
    | \b [L]LMs? \b
    | \b (?:large [ -])? [l]anguage [ -] models? \b
    | \b (?:AI|coding) [ -] [a]ssistants? \b
    | \b (?:generated|written|made|built) [ ] (?:by|with) [ ] [a]n? [ ] (?:AI|model) \b
    | \b AI [ -] [g]enerated \b
    | \b [p]rompt [ -] engineering \b
    | \b system [ -] [p]rompts? \b
    | \b (?:my|the|your|this) [ ] [b]rief (?:'s)? [ ] (?:says|asks|said|asked) \b
    | \b (?:chat)? [G]PT (?:-\d [\w.]*)? \b
    | \b [C]laude \b | \b [A]nthropic \b | \b [O]penAI \b | \b [C]opilot \b
    | \b [c]o-authored-by \b
    | \b [C]EO (?:'s)? \b
    """
)


def test_no_file_speaks_of_how_the_project_is_staffed_or_tooled():
    assert not [
        f"{path}:{number}: {line.strip()[:120]}"
        for path, text in text_files().items()
        for number, line in enumerate(text.splitlines(), start=1)
        if OFF_SUBJECT.search(line)
    ]


def test_words_of_the_field_and_of_http_are_no_false_alarm():
    for line in (
        "the User-Agent header",
        "user agent",
        "a brief description",
        "it answers promptly",
        "agenda",
        "a model",
    ):
        assert not OFF_SUBJECT.search(line)
