"""VMR0015: a revision of AMS-III.AV by Verra, as far as its rule of aggregation is published."""
