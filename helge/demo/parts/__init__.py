"""The parts that the demo is built of."""
