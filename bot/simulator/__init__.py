"""A Discord that runs on this machine: its HTTP API and gateway, loopback only."""
