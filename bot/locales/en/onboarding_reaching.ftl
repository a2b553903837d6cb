onboarding-crowded = At this moment a direct message to you would take a while. So we begin right here.
onboarding-move = Continue in direct messages
onboarding-moving = I am writing this step to you privately now: look at your direct messages. If your settings do not allow that, I open a private thread for you here. Everything you have answered is saved; if nothing comes within a minute, continue here.
onboarding-moving-later = I will write this step to you in direct messages when it is your turn, about { $when }. If your settings do not allow that, I open a private thread for you here. Everything you have answered is saved, and you can continue here until then.

onboarding-paused = Saved. You are at step { $number } of { $steps }.
onboarding-paused-unreminded-dm = On my own I will not write to you about it. If you choose when, I remind you once, here.
onboarding-paused-unreminded-thread = On my own I will not write to you about it. If you choose when, I remind you once, here in this thread.
onboarding-paused-unreminded-here = On my own I will not write to you about it. If you choose when, I remind you once, by direct message; if your settings do not allow that, nothing comes.
onboarding-paused-reminded-dm = I will remind you once, here, around { $at }, and not before.
onboarding-paused-reminded-thread = I will remind you once, here in this thread, around { $at }, and not before.
onboarding-paused-reminded-here = I will remind you once, by direct message, around { $at }, and not before. If your settings do not allow that, nothing comes.
onboarding-paused-how-to-go-on = To go on, press **{ onboarding-continue }** here, or **{ onboarding-start }** in the welcome channel, or type /onboarding start on the server.
onboarding-remind = When may I remind you?
onboarding-remind-tomorrow = Tomorrow
onboarding-remind-in-three-days = In three days
onboarding-remind-next-week = In a week
onboarding-remind-never = Do not remind me
onboarding-nudge = You asked me to remind you of our conversation for **{ $server }**. You are at step { $number } of { $steps }. This is the only reminder: press **{ onboarding-continue }** when it suits you, or **{ onboarding-stop }** to end it.

onboarding-offer = Welcome to **{ $server }**. Would you like to know what people there stand for? Press **{ onboarding-start }**, and I will take you through it here, step by step; it takes a few minutes. If you would rather not, do nothing: this is the only time I write because you joined.
onboarding-not-there = You are no longer a member of that server, or I am not there any more. Once you are back, press Start in its welcome channel.

onboarding-notice-rush = More than { $joins } people joined within a minute. The Start button works as ever. Until it is calm again, I send nobody a direct message for joining, and those who came in this rush will not get one later either. You need not do anything for that.
onboarding-notice-too-many-threads = There are as many open threads as Discord allows in one server, so I could open none for a newcomer whose settings refuse direct messages; they go on in answers that only they see. Archive threads that are no longer used.
