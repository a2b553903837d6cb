"""What can be configured: one frozen model for each group of settings.

Every field has a description that ends the sentence "expected …". A setting that is left empty
takes its default.
"""

from collections.abc import Mapping
from datetime import time
from typing import Annotated, Any, Self
from urllib.parse import unquote, urlsplit

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    model_validator,
)

from bot.config import agreement
from bot.config.agreement import OF_THE_WEEK
from bot.config.kinds import (
    ApiUrl,
    Asks,
    AsksFor,
    ChannelRef,
    ClockTime,
    DatabaseUrl,
    Day,
    DayOfWeek,
    Decision,
    DecisionBy,
    Emoji,
    Former,
    FormerPost,
    GatewayUrl,
    GuildId,
    Keys,
    Language,
    Level,
    LogFormat,
    Loopback,
    OnboardingStep,
    RepeatRule,
    RoleId,
    RoleRef,
    Step,
    StewardRoles,
    Switch,
    Token,
    Zone,
    portion,
    span,
    whole,
    words,
)

MOST_VALUES = 12
"""More than a dozen values no member keeps in mind, and Discord shows 20 reactions at most."""


class Settings(BaseModel):
    """A group of settings: unknown names are refused, and nothing changes after loading."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    @model_validator(mode="before")
    @classmethod
    def _empty_means_default(cls, given: Any) -> Any:
        if not isinstance(given, Mapping):
            return given
        return {name: value for name, value in given.items() if value is not None}


class DiscordSettings(Settings):
    """How to reach Discord. A gateway address left out is asked of Discord, like the shards."""

    token: Token | None = Field(None, repr=False)
    api_url: ApiUrl = "https://discord.com/api/v10"
    gateway_url: GatewayUrl | None = None
    shard_count: Annotated[int, whole(1, 16_384, "a whole number of shards")] | None = None
    shard_ids: (
        Annotated[
            tuple[Annotated[int, whole(0, 16_383, "a shard's number")], ...],
            Field(min_length=1, description="a list of shard numbers, such as [0, 1]"),
        ]
        | None
    ) = None

    @model_validator(mode="wrap")
    @classmethod
    def _parts_agree(cls, given: Any, validate: ModelWrapValidatorHandler[Self]) -> Self:
        return agreement.checked(given, validate, agreement.of_shards)


class DatabaseSettings(Settings):
    """Where everything is kept."""

    url: DatabaseUrl = Field("sqlite+aiosqlite:///tenet.db", repr=False)

    encryption_key: Keys | None = Field(None, repr=False)

    @property
    def encryption_keys(self) -> tuple[str, ...]:
        """Every key, the one that seals first."""
        given = self.encryption_key.get_secret_value() if self.encryption_key else ""
        return tuple(key.strip() for key in given.split(",") if key.strip())

    @property
    def password(self) -> str | None:
        """The password in the address, if there is one."""
        password = urlsplit(self.url).password
        return unquote(password) if password else None

    @property
    def shown_url(self) -> str:
        """The address without its password."""
        password = urlsplit(self.url).password
        return self.url.replace(f":{password}@", ":[hidden]@") if password else self.url


class LoggingSettings(Settings):
    """What is written about the running process, to stderr."""

    level: Level = "info"
    format: LogFormat = "auto"


class HealthSettings(Settings):
    """A page about the process for this machine's own eyes."""

    port: Annotated[int, whole(0, 65_535, "a port, 0 to switch it off")] = 0
    host: Loopback = "127.0.0.1"


class Defaults(Settings):
    """What a community is taken to mean when it says nothing."""

    language: Language = "en"
    zone: Zone = "UTC"


class DeliverySettings(Settings):
    """How what Tenet has to do in Discord is carried out."""

    requests_per_second: Annotated[int, whole(1, 45, "a whole number of requests")] = 40
    dm_every_seconds: Annotated[float, span(0, 60)] = 5.0
    edit_every_seconds: Annotated[float, span(0, 300)] = 3.0
    claim_seconds: Annotated[int, whole(10, 900, "a whole number of seconds")] = 60


class ReconcileSettings(Settings):
    """How often Discord is compared with what is stored, and how fast."""

    every_hours: Annotated[int, whole(1, 24, "a whole number of hours")] = 6
    share: Annotated[float, portion(0.05, 0.9)] = 0.5


class Value(Settings):
    """Something the community stands for, in words that can be seen in behaviour."""

    name: Annotated[str, words(100, "a name")]
    emoji: Emoji
    promise: Annotated[str, words(200, "a promise in one sentence")]
    looks_like: Annotated[
        tuple[Annotated[str, words(200, "an observable behaviour")], ...],
        Field(min_length=2, max_length=5, description="a list of 2 to 5 observable behaviours"),
    ]
    does_not_look_like: Annotated[
        tuple[Annotated[str, words(200, "a counter-example")], ...],
        Field(min_length=1, max_length=5, description="a list of 1 to 5 counter-examples"),
    ]


Mission = Annotated[str, words(1000, "a mission statement")]
Values = Annotated[
    tuple[Value, ...],
    Field(min_length=1, max_length=MOST_VALUES, description=f"a list of 1 to {MOST_VALUES} values"),
]


class Channels(Settings):
    """The community's channels, each by name or id."""

    welcome: ChannelRef | None = None
    stewards: ChannelRef | None = None
    pledges: ChannelRef | None = None
    initiatives: ChannelRef | None = None
    reminders: ChannelRef | None = None
    hello: ChannelRef | None = None


class Roles(Settings):
    """The community's roles, each by name or id."""

    steward: StewardRoles = ()
    onboarded: RoleRef | None = None


class Dilemma(Settings):
    """A question in which two values pull in different directions."""

    question: Annotated[str, words(600, "a question")]
    values: Annotated[
        tuple[Annotated[str, words(100, "a value's name")], ...],
        Field(min_length=2, max_length=2, description="the names of two values"),
    ]


class Onboarding(Settings):
    """The conversation with a newcomer."""

    enabled: Switch = True
    steps: Annotated[tuple[Step, ...], Field(description="a list of steps")] = tuple(OnboardingStep)
    roles: (
        Annotated[
            tuple[RoleRef, ...],
            Field(max_length=3, description="a list of up to 3 roles, by name or id"),
        ]
        | None
    ) = None
    offer_dm: Switch = False
    raid_joins: Annotated[int, whole(0, 1000, "a whole number of joins within a minute")] = 20
    stuck_hours: Annotated[int, whole(1, 720, "a whole number of hours")] = 48
    dilemmas: Annotated[
        tuple[Dilemma, ...], Field(max_length=2, description="a list of up to 2 dilemmas")
    ] = ()


class Pledges(Settings):
    """The post on which members pledge by reacting."""

    channel: ChannelRef | None = None
    title: Annotated[str, words(200, "a title")] | None = None
    text: Annotated[str, words(1000, "a text")] | None = None
    remove_other_reactions: Switch = False
    roles: Annotated[
        dict[Annotated[str, words(100, "a value's name")], RoleRef],
        Field(description="roles by the names of values"),
    ] = {}


class Initiatives(Settings):
    """How proposals are decided, and what initiatives bring along."""

    decide: DecisionBy = Decision.OPEN
    seconds: Annotated[int, whole(1, 25, "a whole number of members")] = 3
    silence_days: Annotated[int, whole(1, 60, "a whole number of days")] = 7
    confirm_hours: Annotated[int, whole(1, 168, "a whole number of hours")] = 12
    events: Switch = True
    threads: Switch = False


class Contact(Settings):
    """How often and when members are written to who did not ask for it at that moment."""

    per_week: Annotated[int, whole(1, 21, "a whole number of messages in seven days")] = 3
    apart_hours: Annotated[int, whole(0, 168, "a whole number of hours")] = 20
    quiet_from: ClockTime = time(21)
    quiet_until: ClockTime = time(8)
    posts_per_channel: Annotated[int, whole(1, 50, "a whole number of posts in seven days")] = 5


class Reminder(Settings):
    """A post that comes back."""

    name: Annotated[str, words(100, "a name")]
    rule: RepeatRule | None = None
    weekday: DayOfWeek | None = None
    at: ClockTime | None = None
    zone: Zone | None = None
    until: Day | None = None
    skip: Annotated[tuple[Day, ...], Field(max_length=30, description="a list of days")] = ()
    channel: ChannelRef | None = None
    value: Annotated[str, words(100, "of the week, attention, or a value's name")] = OF_THE_WEEK
    text: Annotated[str, words(1000, "a text")] | None = None
    asks: AsksFor = Asks.QUESTION
    former: FormerPost = Former.KEEP
    thread: Switch = False
    ping: RoleId | None = None
    silent: Switch = False
    quiet_days: Switch = True


class Community(Settings):
    """One Discord server: what it stands for, and where things are."""

    name: Annotated[str, words(100, "a name")] | None = None
    language: Language | None = None
    zone: Zone | None = None
    mission: Mission
    values: Values
    channels: Channels = Channels()
    roles: Roles = Roles()
    onboarding: Onboarding = Onboarding()
    pledges: Pledges = Pledges()
    initiatives: Initiatives = Initiatives()
    contact: Contact = Contact()
    reminders: Annotated[
        tuple[Reminder, ...], Field(max_length=25, description="a list of up to 25 reminders")
    ] = ()
    texts: Annotated[
        dict[str, Annotated[str, words(2000, "a text")]],
        Field(description="texts by their key"),
    ] = {}

    @model_validator(mode="wrap")
    @classmethod
    def _parts_agree(cls, given: Any, validate: ModelWrapValidatorHandler[Self]) -> Self:
        return agreement.checked(given, validate, agreement.of_community)


class Config(Settings):
    """The whole configuration."""

    discord: DiscordSettings = DiscordSettings()
    database: DatabaseSettings = DatabaseSettings()
    logging: LoggingSettings = LoggingSettings()
    health: HealthSettings = HealthSettings()
    defaults: Defaults = Defaults()
    deliveries: DeliverySettings = DeliverySettings()
    reconcile: ReconcileSettings = ReconcileSettings()
    communities: Annotated[
        dict[GuildId, Community], Field(description="communities by their server's id")
    ] = {}

    def secrets(self) -> tuple[str, ...]:
        """What must not appear in any log."""
        token = self.discord.token.get_secret_value() if self.discord.token else None
        keys = self.database.encryption_keys
        return tuple(secret for secret in (token, self.database.password, *keys) if secret)

    def language_of(self, community: Community) -> str:
        """The language of the community's public posts."""
        return community.language or self.defaults.language

    def zone_of(self, community: Community) -> str:
        """The IANA name of the zone in which the community's clock times are meant."""
        return community.zone or self.defaults.zone
