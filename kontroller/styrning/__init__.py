"""Det som nämnden fastställer om den interna kontrollen: vad varje dokument säger i dag, vad som skiljer det från det
antagna, och hur det skrivs.

Varje slag av dokument har en fil med tre funktioner: `build` läser registren och ger innehållet, `differences` säger i
meningar vad som skiljer två innehåll, och `sections` skriver ett innehåll som avsnitt, utan att läsa något annat.
"""
