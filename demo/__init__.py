"""Demonstration and bench data. Everything invented here says so and carries demo numbers."""
