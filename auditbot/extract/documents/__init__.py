"""What a document says: its text, its term, its files, and the documents it names."""
