"""What the trained networks see of a report, what they answer, and how they are loaded."""
