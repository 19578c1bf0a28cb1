"""Minutes 纪要 of consultations: drafted from the record, commented on by units, signed, published, received (ADR 10)."""
