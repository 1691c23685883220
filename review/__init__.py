"""What a change will do to each installation, as one comment that a reviewer can trust."""
