"""What straight-line scripts would write, found without running them."""
