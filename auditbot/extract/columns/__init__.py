"""The columns of a site, put together from the facts of all its pages."""
