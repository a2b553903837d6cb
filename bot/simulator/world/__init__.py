"""The state of the local Discord and what changes it; no network here.

`entities` are the things, `World` holds them, and the other modules change them: each change
stores the new state and emits the gateway events that go with it. Changes are unconditional;
whoever calls them has asked `permissions` first.
"""
