"""A process that never answers."""

import time

while True:
    time.sleep(60)
