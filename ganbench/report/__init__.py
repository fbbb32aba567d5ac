"""Leaderboards, figures and the page: `ganbench.report.build.write` makes them all."""
