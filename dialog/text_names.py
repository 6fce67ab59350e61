"""How editors call what callers hear: 'Paspoort', 'Paspoort, kosten'."""

import re

from dialog.knowledge import Topic

_ARTICLE = re.compile(r"^(?:de|het|een|uw|'t)\s+(?=\S)", re.IGNORECASE)


def heading(title: str) -> str:
    """A title of speech as a heading, without its article: 'een paspoort' -> 'Paspoort'."""
    bare = _ARTICLE.sub("", title.strip())
    return bare[:1].upper() + bare[1:]


def subject(topic: Topic) -> str:
    return heading(topic.title.get("nl", "") or topic.key.replace("_", " "))
