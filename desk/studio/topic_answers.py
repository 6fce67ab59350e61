"""What the pages of one subject have in common: how a form is read, where they send to."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import Depends, Request, Response
from fastapi.responses import RedirectResponse

from desk.access.pages import DESK_HEADERS
from desk.studio.room import SEE_OTHER, of_draft
from desk.studio.subjects import path_of

UNPROCESSABLE = 422
NO_SUBJECT = "Dit onderwerp is er niet. Kies er een op de pagina met alle teksten."


async def filled(request: Request) -> Mapping[str, str]:
    """What was posted, of a name that stands there twice the last; lines that were ticked one by
    one (`regels`) beneath each other. Lines end as in our files; a browser ends them its own way
    (HTML, form submission).
    """
    form = (await request.form()).multi_items()
    texts = [(key, said.replace("\r\n", "\n")) for key, said in form if isinstance(said, str)]
    lines = [said for key, said in texts if key == "regels"]
    return dict(texts) | ({"regels": "\n".join(lines)} if lines else {})


Filled = Annotated[Mapping[str, str], Depends(filled)]


def as_file(draft: str, key: str) -> Response:
    """Of a file that is no good YAML its text is shown, with what is wrong."""
    return see(of_draft(draft, f"/bestand?pad={path_of(key)}"))


def see(address: str) -> Response:
    return RedirectResponse(address, SEE_OTHER, headers=DESK_HEADERS)
