"""What the program costs, against a floor that registers the same resources."""
