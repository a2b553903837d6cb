"""State into JSON exactly as Discord writes it; optional keys are left out, not null."""
