"""What a page says of itself: title, place, source, day, table, number, and so its kind."""
