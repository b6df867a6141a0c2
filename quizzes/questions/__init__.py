"""Questions from facts: drafted, judged, shown and marked. Pure: no Django, no rows, no clock."""
