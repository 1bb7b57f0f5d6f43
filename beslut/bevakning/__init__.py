"""Det som ska göras i registren innan en dag, det som snart tar slut, och det som saknas."""
