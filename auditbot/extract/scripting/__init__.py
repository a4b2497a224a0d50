"""What a page's own scripts would write or do, found without running them."""
