"""The engine: trains a cohort of seeds as one and evaluates it on schedule."""
