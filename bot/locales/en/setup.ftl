setup-reconciling = I am comparing this server with what I know. The result appears here.
setup-reconciling-long = This takes longer than Discord lets me answer. It goes on; `/setup status` shows when it is done.

setup-status-title = How I am doing
setup-status-running = Tenet { $version }, started { $started }.
setup-status-connected = Connected since { $at }.
setup-status-disconnected = My connection is gone at the moment; I am trying to get it back.
setup-status-comparison = Last look at this server
setup-status-comparing = I am looking right now.
setup-status-never = I have not looked since I was started.
setup-status-next = I look again { $at }, or at once with `/setup reconcile`.
setup-status-found = Last time something had changed without me
setup-status-counts =
    { $at }: { $looked ->
        [one] one thing
       *[other] { $looked } things
    } looked at, { $added } added, { $removed } taken back, { $repaired } mended, { $failed } failed.
setup-status-outbox = What waits to be done
setup-status-outbox-empty = Nothing is due.
setup-status-outbox-due = { $count ->
    [one] One message or other act is due, asked for { $since }.
   *[other] { $count } messages and other acts are due, the oldest asked for { $since }.
}
setup-status-outbox-later = { $count ->
    [one] One has its time still to come.
   *[other] { $count } have their time still to come.
}
setup-status-notices = What needs your hand
setup-status-notices-none = Nothing.
setup-status-notices-more = { $count ->
    [one] One more like these.
   *[other] { $count } more like these.
}
