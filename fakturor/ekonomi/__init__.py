"""Budget, utfall och prognos för personlig assistans, per slag av kostnad (revisionsrapport 2015:3, figur 2)."""
