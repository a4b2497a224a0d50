"""What is written as a reference, what it leads to, and what an address tells by itself."""
