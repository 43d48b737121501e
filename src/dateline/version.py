"""The version of dateline, below every stage so that each can name it."""

VERSION = "0.1.0"
