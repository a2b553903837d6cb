"""One request that succeeds for every route."""

from __future__ import annotations

from tests.simulator.conformance.cases_applications import APPLICATIONS
from tests.simulator.conformance.cases_channels import CHANNELS
from tests.simulator.conformance.cases_guilds import GUILDS
from tests.simulator.conformance.cases_messages import MESSAGING

CASES = (*APPLICATIONS, *CHANNELS, *MESSAGING, *GUILDS)
# They need what people set or always refuse; `test_callbacks` has them.
REFUSING = {
    "PUT /applications/{application_id}/guilds/{guild_id}/commands/{command_id}/permissions",
    "GET /applications/{application_id}/guilds/{guild_id}/commands/{command_id}/permissions",
}
