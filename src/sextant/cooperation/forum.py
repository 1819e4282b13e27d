"""Topics of the forum. A post is never deleted: a moderator hides it with a reason, and may show it again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sextant.cooperation.journal import Kind, Line


@dataclass(frozen=True, slots=True)
class Post:
    """What somebody wrote; `hidden_because` is the moderator's reason while it is hidden."""

    number: int
    author: str
    at: datetime
    text: str
    hidden_because: str | None = None
    moderator: str | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic with its posts, and the approach that it is about, where it is about one."""

    title: str
    approach: str | None
    posts: tuple[Post, ...]


def topic_of(lines: Sequence[Line], on: date) -> Topic | None:
    """Return a topic by the end of a day; none before its first post."""
    posts: dict[int, Post] = {}
    first = None
    for number, line in enumerate(lines, start=1):
        if line.at.date() > on:
            break
        if line.kind == Kind.POST:
            first = first or line
            posts[number] = Post(number, line.actor, line.at, line.body["text"])
        elif line.kind == Kind.MODERATION:
            post = posts[line.body["post"]]
            hidden = line.body["reason"] if line.body["hidden"] else None
            posts[post.number] = Post(post.number, post.author, post.at, post.text, hidden, line.actor)
    if first is None:
        return None
    return Topic(first.body["title"], first.body.get("approach"), tuple(posts.values()))
