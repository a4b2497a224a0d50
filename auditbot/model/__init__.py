"""Values: frozen, typed, without behaviour that needs anything of ours."""
