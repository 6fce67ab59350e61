"""A real language model behind the port: how many answers it may say, and how long it takes.

    python -m bench.language_model --url http://127.0.0.1:8091/v1 [--model NAME] [--seconds 1.5]
        [--lines 40] [--show]

The answers are the sentences of `bench/lines/faithful.jsonl`; each is to be said more plainly.
"""

import argparse
import asyncio
import time
from collections import Counter
from datetime import date
from itertools import islice

from bench.fidelity import Answer, faithful
from connectors.language_model import LanguageModel, ModelAddress
from dialog.documents.answer import DocumentAnswer
from dialog.documents.rewriting import RewriteFailed, rewritten, to_rewrite


def to_be_said(answer: Answer) -> DocumentAnswer:
    sentences = tuple(answer.sources.values())
    return DocumentAnswer(
        text=" ".join(sentences),
        language="nl",
        sentences=sentences,
        rest=(),
        offer=None,
        title="",
        heading=(),
        url=None,
        dated=date(2026, 1, 1),
        passage=answer.id,
        score=1.0,
    )


async def run(wish: argparse.Namespace) -> None:
    reasons: Counter[str] = Counter()
    seconds = []
    address = ModelAddress(wish.url, wish.model)
    async with LanguageModel(address, wish.seconds).opened() as model:
        for line in islice(faithful(), wish.lines):
            answer = to_be_said(line)
            if wish.show:
                await show(model, answer)
            began = time.perf_counter()
            told, reason = await rewritten(answer, "", model)
            seconds.append(time.perf_counter() - began)
            same = told.text == answer.text
            reasons[reason or ("word for word" if same else "said more plainly")] += 1
    for reason, count in reasons.most_common():
        print(f"{count:4d} of {len(seconds)}  {reason}")
    seconds.sort()
    print(f"seconds: p50 {seconds[len(seconds) // 2]:.2f}, longest {seconds[-1]:.2f}")


async def show(model: LanguageModel, answer: DocumentAnswer) -> None:
    try:
        said = await model.rewrite(to_rewrite(answer, ""))
    except RewriteFailed as error:
        said = f"({error})"
    print(f"{answer.text}\n   > {said}")


def main() -> None:
    parser = argparse.ArgumentParser(description="A language model behind the port, for real.")
    parser.add_argument("--url", required=True)
    parser.add_argument("--model", default="default")
    parser.add_argument("--seconds", type=float, default=1.5)
    parser.add_argument("--lines", type=int, default=40)
    parser.add_argument("--show", action="store_true")
    asyncio.run(run(parser.parse_args()))


if __name__ == "__main__":
    main()
