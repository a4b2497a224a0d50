"""An audit as documents: views of the one result object, and nothing else."""
