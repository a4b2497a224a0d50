"""TLS: what is trusted, what a certificate says, what a refusal means."""
