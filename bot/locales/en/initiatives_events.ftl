# Initiatives among the server's events.
initiatives-event-place = See the card
initiatives-event-sign-up = Being interested here takes no seat. Sign up on the card: { $card }
initiatives-event-how = Being interested here takes no seat. Sign up on its card.
initiatives-event-again = Show it among the events again
initiatives-event-comes-back = **{ $title }** will be among the server's events again in a moment.
initiatives-notice-event-gone = The event of **{ $title }** was deleted or called off in Discord. The initiative itself still stands, and whoever signed up knows nothing of this. If it is not to take place, call it off with /initiative manage; if it is, I can show it among the events again.
initiatives-notice-events-full = The server has 100 scheduled events, and Discord takes no more. New initiatives have their card, and no event. Once there is room, later ones have both.
initiatives-notice-events-denied = I may not make events here, so initiatives with a date have their card, and no event. Grant my role the permission Create Events; for a voice channel View Channel and Connect there, for a stage also Manage Channels, Mute Members and Move Members. Or switch events off with /initiative settings.
initiatives-invitation = You marked interest in this in the events of { $server }. That takes no seat: whoever comes signs up on the card, so that the organiser knows who is there and nobody stands in front of a full boat.
initiatives-invitation-why = You get this once, because you marked interest. You do not have to do anything.
initiatives-notice-thread-gone = The thread about **{ $title }** was deleted, and I do not open another one. The initiative itself and everybody's seats stand as before.
