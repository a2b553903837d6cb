"""What members see and press: `panel` is what they choose, `history` what they were sent."""
