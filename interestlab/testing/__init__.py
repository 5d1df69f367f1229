"""Contract suites for plug-ins: plain functions that raise AssertionError."""
