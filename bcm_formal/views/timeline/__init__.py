"""Timelines: the life course of a verdict or a scenario as a picture, made of what `answers.timelines` found."""
