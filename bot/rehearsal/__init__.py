"""A community on this machine: the local Discord, the real bot, people, and stories they play."""
