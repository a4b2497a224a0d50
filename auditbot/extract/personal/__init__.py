"""Numbers of persons: found, told from others by what stands around them, taken out."""
