"""What every reader shares: the raw page on its way to a report, its address, its encoding, its days."""
