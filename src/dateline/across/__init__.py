"""What reports say together: one happening told by many, the life of talks, offers and answers, promises kept."""
