"""What a community stands for: its mission and its values, in words that can be observed."""
