"""Kommunens avtal: kraven för att godkännas, fristerna för uppföljning, och turordningen."""
