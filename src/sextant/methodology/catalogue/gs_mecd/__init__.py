"""Gold Standard MECD v2.0: metered energy cooking devices, as far as its worked figures are published."""
