"""Mätningen av årets rapport: innehållet, PDF:en, frågorna och minnet, bredvid golv ur samma körning."""
