"""运行状况: whether the hub does by itself what it should, in words for the office and in numbers for programs."""
