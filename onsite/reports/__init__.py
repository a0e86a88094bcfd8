"""What is asked of the days on site."""
