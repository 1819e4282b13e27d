"""The methodologies, tools and standards that Sextant computes, a folder each: equations and a book."""
