"""`belbalie bench recognition`: our ears beside Whisper as it comes."""

import json
import sys
from dataclasses import asdict

from belbalie.bench_commands import callers
from belbalie.errors import WorkFailed, WrongUse
from belbalie.household import read_content
from belbalie.known import build_known, make_embedder
from belbalie.progress import Bars
from belbalie.settings import Settings
from bench.recognition import house_ways, lines, measure
from voice.model_errors import ModelError


def bench_recognition(settings: Settings, every: int, as_json: bool) -> None:
    """Every set in every noise, our way and the plain way. Raises CommandError."""
    folder = callers()
    if not (folder / "dev.jsonl").is_file():
        raise WrongUse(f"CALLERS: expected dev.jsonl in {folder}, found none")
    knowledge = read_content(settings).knowledge
    try:
        ways = house_ways(settings.models, settings.recogniser_compute)
    except ModelError as error:
        raise WorkFailed(str(error)) from None
    with Bars() as bars:
        index = build_known(knowledge, settings, make_embedder(settings.embeddings), bars).index
    print(
        f"This takes about {max(1, 90 // every)} minutes; Ctrl-C ends it.",
        file=sys.stderr, flush=True,
    )  # fmt: skip
    scores = measure(folder, ways, index, every=every)
    if as_json:
        print("\n".join(json.dumps(asdict(score)) for score in scores))
    else:
        print("\n".join(lines(scores)))
