"""Tables of factors that a person brings: a schema says what the columns are, and an input names a row."""
