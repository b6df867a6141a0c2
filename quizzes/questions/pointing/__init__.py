"""Questions that are answered with a point on a map (docs/decisions/0050). Pure."""
