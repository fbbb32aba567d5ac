"""What `list` and `show` print, a file for each kind of thing."""
