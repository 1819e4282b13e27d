"""Letters of authorization as documents: templates, a font, and what sets them. See docs/letters.md."""
