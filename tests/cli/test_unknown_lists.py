"""A list that `sextant overlaps` does not know: what was found and expected, in the reader's language."""


def test_other_columns_are_told_beside_those_expected(sextant, tmp_path):
    (tmp_path / "other.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    said = sextant("overlaps", tmp_path / "other.csv")
    assert (said.code, said.out) == (2, "")
    assert "found the columns a, b; expected those of cdm: Host parties" in said.err
    chinese = sextant("overlaps", tmp_path / "other.csv", language="zh-Hant").err
    assert "欄位為 a, b；應為下列之一" in chinese
    assert "found" not in chinese


def test_a_file_that_is_not_there_is_named(sextant, tmp_path):
    said = sextant("overlaps", tmp_path / "none.csv")
    assert said.code == 2
    assert "none.csv cannot be read" in said.err
