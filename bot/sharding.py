"""Which guilds a process serves when there are several: those on its shards."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Integer, literal_column


@dataclass(frozen=True)
class Shards:
    """Which guilds this process serves: those on its shards."""

    count: int
    ids: tuple[int, ...]

    @property
    def are_all(self) -> bool:
        """Whether no other process serves guilds."""
        return len(self.ids) == self.count

    @property
    def share(self) -> float:
        """Which part of all guilds is ours, as far as that can be said beforehand."""
        return len(self.ids) / self.count

    def clause(self, column: ColumnElement[int]) -> ColumnElement[bool] | None:
        """Whether a guild is ours, as SQL; None when every guild is.

        Discord puts a guild on the shard `(guild_id >> 22) % count`.
        """
        if self.are_all:
            return None
        return (column.op(">>")(literal_column("22", Integer)) % self.count).in_(self.ids)


ALL_SHARDS = Shards(1, (0,))
