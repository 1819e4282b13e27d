"""AR-ACM0003: afforestation and reforestation of lands except wetlands."""
