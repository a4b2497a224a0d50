"""The way to the network: one egress decision, one client, bounds on everything."""
