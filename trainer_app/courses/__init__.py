"""Courses: what was planned and held, who sat in them, and what came of it."""
