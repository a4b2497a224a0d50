"""The office store: sites, audits, findings through time, ledger and clock, in one database."""
