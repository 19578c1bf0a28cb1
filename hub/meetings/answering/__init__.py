"""Units answer invitations: 参加, 请假, 委派代表; and those that have not are reminded."""
