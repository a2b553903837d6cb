"""What members choose about the messages they get without asking."""
