"""The record in front of people: pages over the questions, each with its address and its data."""
