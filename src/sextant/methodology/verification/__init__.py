"""A verifier's work on a monitoring report: ticks, findings, own figures, materiality, inspection, opinion."""
