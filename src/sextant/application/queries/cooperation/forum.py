"""The topics of the forum by the end of a day."""

from __future__ import annotations

from datetime import date

from sextant.application.cooperation import Cooperation, Subject
from sextant.cooperation.forum import Topic, topic_of


def topics(cooperation: Cooperation, on: date) -> list[tuple[str, Topic]]:
    """Return the topics with their references, the one with the newest post first."""
    found = []
    for reference in cooperation.references(Subject.TOPIC):
        topic = topic_of(cooperation.lines(Subject.TOPIC, reference), on)
        if topic is not None:
            found.append((reference, topic))
    return sorted(found, key=lambda each: (max(post.at for post in each[1].posts), each[0]), reverse=True)
