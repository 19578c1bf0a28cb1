"""Speed and memory, as ratios within one run, on the real path."""
