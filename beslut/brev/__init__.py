"""Breven: vad de säger, och hur de skrivs ut."""
