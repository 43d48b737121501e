"""What one marked party does to another."""

from dateline.readings.relations.relate import NONE, Relation, folds, likeliest, relate

__all__ = ["NONE", "Relation", "folds", "likeliest", "relate"]
