"""Leaderboards, figures and the page: `ganbench.report.build.write` makes them of a comparison."""
