"""Sockets against real server processes, by clients that know nothing of the libraries under test."""
