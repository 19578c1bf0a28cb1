"""会签: before minutes are signed, the leaders of units that are asked agree to their text, or say why not."""
