contact-stop = Schreib mir nicht ungefragt
contact-allow = Wieder erlauben
contact-stopped = Für **{ $server }** schreibe ich dir nicht mehr, außer du bittest mich darum. Auf alles, was du dort selbst tust, antworte ich weiterhin, und was ich dich gefragt hätte, findest du unter /bekenntnis meine.
contact-allowed = Für **{ $server }** darf ich dir wieder schreiben: selten und nie nachts.
