"""A file that is nested without end is refused in a sentence; the library beneath would end the process."""

import pytest

from sextant.rules.text import RuleTextError, load_text


@pytest.mark.parametrize("text", ["[" * 100_000, "- " * 100_000 + "a", "{a: " * 20_000, "? " * 100_000])
def test_endless_nesting_is_refused(text):
    with pytest.raises(RuleTextError, match=r"deep\.yaml: it is nested more than 24 deep; write it flatter"):
        load_text(text, "deep.yaml")


def test_a_long_flat_file_is_read():
    assert len(load_text("".join(f"- {number}\n" for number in range(20_000)), "flat.yaml")) == 20_000
