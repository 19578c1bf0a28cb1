"""会商: topics, consultations, who is invited, agenda, the meeting itself, and what comes out of it."""
