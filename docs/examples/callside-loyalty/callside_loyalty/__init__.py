"""Callside's connector for the loyalty club."""
