"""What happens by the clock: a handful of fixed jobs, each guarded, logged and isolated."""
