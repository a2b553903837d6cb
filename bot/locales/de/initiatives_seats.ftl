# Was gebraucht wird, und die Plätze, die jemand einnimmt.
initiatives-bad-need = „{ $given }“ sagt nicht, wie viele wovon. Schreib eine Zahl von 1 bis { $most } und was sie zählt, etwa „3 Fahrer“; was ihr nicht mehr braucht, lass weg.
initiatives-need-too-long = „{ $given }“ ist länger als { $longest } Zeichen. Sag es in zwei, drei Wörtern; der Rest passt in die Beschreibung.
initiatives-too-many-needs = Das sind mehr als { $most } verschiedene Dinge, zu viele zum Auswählen. Fass einige zusammen.
initiatives-need-twice = „{ $name }“ steht zweimal da. Behalte eine Zeile davon, mit der Zahl, die gilt.
