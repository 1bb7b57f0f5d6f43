"""De få tal som betyder något för var och en av rollerna, och vägen ner till det som varje tal räknar."""
