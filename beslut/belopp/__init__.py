"""Det som sidorna om timbelopp visar, räknat ur registren. Inget här ändrar något."""
