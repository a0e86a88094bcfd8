"""Pages of planning: orders, committees, meetings and projects, each made of small pieces."""
