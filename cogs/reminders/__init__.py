"""Posts that come back every week and keep a value in front of people."""
