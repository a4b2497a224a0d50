"""Words as they are written: charsets, blanks, days, numbers. Nothing here knows of a page's tree."""
