"""Visitors' pages that show products."""
