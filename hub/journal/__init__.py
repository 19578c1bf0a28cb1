"""The audit trail 审计: who did what to what, when and from where; rows are only ever added, each sealed to the one before."""
