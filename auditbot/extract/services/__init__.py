"""What a site offers citizens: guides, services, consultations, letters, forms, search."""
