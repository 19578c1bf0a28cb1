"""公告: what the office says in 全体 so that nobody overlooks it."""
