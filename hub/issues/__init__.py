"""Issues 问题 between units: raised, taken up, settled and closed, with clocks that climb by themselves when nobody acts."""
