"""Det som rapportens avsnitt räknar på, hämtat mängdvis: lika många frågor hur många underlagen än är."""
