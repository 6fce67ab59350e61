"""In which draft an editor works on, from a page that belongs to none."""

from collections.abc import Sequence

from desk.agents import Agent
from desk.studio.content import ContentDesk, Draft
from dialog.draft_states import DraftState

NEW = "nieuw"
"""In the place of the key of a draft: begin one."""


async def own_drafts(content: ContentDesk, agent: Agent) -> Sequence[Draft]:
    """Those that this editor is writing, the latest changed first."""
    drafts = await content.drafts()
    mine = (each for each in drafts if agent.name in (each.author, *each.writers))
    return [each for each in mine if each.state is DraftState.OPEN]


async def draft_for(content: ContentDesk, chosen: str, title: str, agent: Agent) -> Draft:
    """The draft that was chosen, where it is one of this editor's; else a new one."""
    own = await own_drafts(content, agent)
    found = next((each for each in own if each.key == chosen), None)
    return found or await content.begin(title, agent)
