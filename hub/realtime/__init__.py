"""Real time: the Socket.IO server and its bounds, the doors for events, and what is pushed to whom."""
