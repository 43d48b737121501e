"""Who is who across reports: names compared, judgements written down, keys joined by them."""
