"""Questions about several Facts at once: order, before or after, match. Pure."""
