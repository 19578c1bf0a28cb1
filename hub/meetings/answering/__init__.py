"""Whether the units that are invited come: 参加, 请假, 委派代表, and reminding those that have not said so."""
