permission = { $name ->
    [add_reactions] Add Reactions
    [attach_files] Attach Files
    [create_events] Create Events
    [create_private_threads] Create Private Threads
    [create_public_threads] Create Public Threads
    [embed_links] Embed Links
    [manage_channels] Manage Channels
    [manage_messages] Manage Messages
    [manage_roles] Manage Roles
    [manage_threads] Manage Threads
    [mention_everyone] Mention All Roles
    [pin_messages] Pin Messages
    [read_message_history] Read Message History
    [send_messages] Send Messages
    [send_messages_in_threads] Send Messages in Threads
    [send_polls] Create Polls
    [view_channel] View Channel
   *[other] { $name }
}

check-permissions = I lack permissions in { $channel }: { $permissions }.
check-permissions-fix = Grant them to my role in that channel: Edit Channel, then Permissions.
check-permission = I lack a permission in the whole server: { $permissions }.
check-permission-fix = Grant it to my role: Server Settings, then Roles.
check-channel-gone = The channel "{ $channel }" was deleted, and I am to write in it.
check-channel-unknown = I find no channel "{ $channel }", and I am to write in it.
check-channel-fix = Choose another with `/setup start`, or create one of that name.

check-stewards-none = Nobody has said which channel is the stewards', so nobody is told of problems.
check-stewards-none-fix = Choose one with `/setup start`.
check-stewards-public = Everybody in the server can read the stewards' channel, { $channel }.
check-stewards-public-fix = Edit the channel: take View Channel from @everyone, and give it to the stewards and to me.
check-steward-role = I do not find the steward role "{ $role }".
check-steward-role-fix = Choose another with `/setup start`; until then those who had it are no stewards.
check-intent = Discord does not let me see members: nobody is welcomed, and I do not notice who leaves.
check-intent-fix = Whoever runs me switches on "Server Members Intent" on my page in the developer portal.
check-two-factor = This server asks for two-factor authentication of everybody who moderates.
check-two-factor-fix = The account that owns me in the developer portal needs it, too; otherwise Discord refuses what I do with roles and threads.

check-role-unknown = I do not find the role "{ $role }" that I give at the end of onboarding.
check-role-fix = Create it again, or choose another with `/onboarding configure`.
check-role-above = I cannot give **{ $role }**: it stands above my own role.
check-role-above-fix = Server Settings, then Roles: drag **{ $mine }** above it.
check-role-managed = I cannot give **{ $role }**: it belongs to a bot, a subscription or a boost.
check-role-managed-fix = Choose another with `/onboarding configure`.
check-role-everyone = Everybody has @everyone already, so there is nothing to give at the end of onboarding.
check-role-everyone-fix = Choose another role with `/onboarding configure`.
check-role-powerful = **{ $role }** may act upon others or the server, and everybody who finishes onboarding would get it.
check-role-powerful-fix = Take such permissions from it, or choose another with `/onboarding configure`.

check-charter-empty = The charter has no values yet.
check-charter-empty-fix = `/setup start` offers some to begin with; `/charter edit` lets you write your own.
check-value-without-post = { $count ->
    [one] There is a value, and no post under which people could pledge to it.
   *[other] There are { $count } values, and no post under which people could pledge to them.
}
check-value-without-post-fix = Put them into a channel with `/pledge post`.
check-reminders-none = The reminder "{ $name }" has no channel.
check-reminders-none-fix = Choose the channel for reminders with `/setup start`.
