"""Texts and numbers that break what was not made for them."""

from __future__ import annotations

from hypothesis import strategies as st

TEXTS = (
    "",
    " ",
    "\u200b",
    "\u200b\u2060\ufeff",
    "@everyone @here",
    "<@&1> <@1> <#1> <t:99999999999999:R> </x:1> <:a:1>",
    "`" * 3 + "\n**__||~~> # [x](javascript:alert(1))",
    "\u202edlrow olleh\u2066",
    "{ $name } { -brand } { $x -> *[other] y }\n.attr = z",
    "'; DROP TABLE guilds; -- \" OR 1=1",
    "%s %(x)s {0} {x!r} ${HOME}",
    "<script>alert(1)</script>&amp;",
    '=HYPERLINK("http://127.0.0.1","x")',
    "../../etc/passwd",
    "a\0b",
    "e" + "\u0301" * 300,
    "👨‍👩‍👧‍👦" * 60,
    "x" * 4000,
    "ß" * 4000,
    "\n" * 200,
    "\r\n\t\x0b\x1b[31m\x7f",
    "null",
    "NaN",
    "-1",
    "0",
    "1" * 19,
    "9" * 400,
    "٣",
    "²",
    "1e309",
    "0001-01-01 00:00",
    "9999-12-31 23:59",
    "2026-02-30 25:61",
    "in 999999999999 years",
    "every -1 weeks",
    "https://[::1",
    "http://169.254.169.254/latest",
    "🌱",
)
NUMBERS = (0, 1, 2, 3, 4, 5, 6, 7, 8, 20, 2**31, 2**53, 2**63 - 1, 2**63, 2**64 - 1, 10**20 - 1)

texts = st.one_of(
    st.sampled_from(TEXTS),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=200),  # no half pairs in UTF-8
    st.lists(st.sampled_from(TEXTS), min_size=2, max_size=3).map(" ".join),
).map(lambda text: text[:4000])
numbers = st.sampled_from(NUMBERS)


def cut(custom_id: str, at: int) -> str:
    """A custom_id of which the end is missing."""
    return custom_id[: at % (len(custom_id) + 1)]


def spoiled(custom_id: str) -> st.SearchStrategy[str]:
    """What a custom_id may have been in another version, or in a liar's hands."""
    prefix, _, rest = custom_id.partition(":")
    return st.one_of(
        st.integers(0, 100).map(lambda at: cut(custom_id, at)),
        st.sampled_from(
            (
                custom_id + ":1",
                custom_id + ":",
                custom_id + "\n",
                custom_id.replace(":", "::"),
                custom_id.replace("1", "-1"),
                custom_id.replace("1", "٣"),
                custom_id.replace("1", "1_0"),
                custom_id.replace("1", "9" * 30),
                prefix.upper() + ":" + rest,
                "nobody:" + rest,
                prefix,
                ":" * 100,
            )
        ),
        texts.map(lambda text: f"{prefix}:{text}"[:100]),
    )
