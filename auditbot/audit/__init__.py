"""Conducts one audit: collect, judge, score."""
