"""Who runs a site and how to reach them: foot, marks, telephone numbers."""
