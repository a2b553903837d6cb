"""What there is to do, by whom, in a few lines."""
