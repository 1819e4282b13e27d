"""AMS-III.AV: low greenhouse gas emitting safe drinking water."""
