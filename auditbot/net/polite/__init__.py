"""How a host is treated: its robots and sitemap read, its pace kept, nothing asked that does harm."""
