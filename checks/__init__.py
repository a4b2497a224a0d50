"""The checks: one public module each, named like the check; ``_name`` modules are shared by checks."""
