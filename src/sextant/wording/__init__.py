"""Sentences a person reads, in English and Traditional Chinese, each found by its code."""
