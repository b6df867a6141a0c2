"""Stories about assignments: opened, sat, ended, told."""
