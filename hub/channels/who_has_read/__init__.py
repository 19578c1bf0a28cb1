"""谁看过: which units have read a message, told by the read marks; nothing is stored and no person is named."""
