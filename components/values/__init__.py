"""Helm values that every cloud shares: pure functions from configuration and records to values."""
