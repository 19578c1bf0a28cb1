"""Statistical bulletins 统计公报: the district's own totals of a period, given to the public by the office (adr/0013)."""
