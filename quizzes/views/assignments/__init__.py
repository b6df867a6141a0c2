"""Assignments: what a teacher gives, what a pupil was given, and how she hands it in."""
