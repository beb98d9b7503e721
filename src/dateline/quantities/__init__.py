"""Numbers in English text: number words, and the figures that reports count and measure things with."""
