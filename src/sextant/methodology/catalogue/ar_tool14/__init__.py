"""AR-TOOL14: carbon stocks of trees, their uncertainty and its discount."""
