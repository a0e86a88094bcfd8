"""Visitors' pages that show fairs and vendors."""
