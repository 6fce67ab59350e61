"""What the desk understands of labelled caller lines, from the words to what it does.

    python -m bench.understanding FILE.jsonl [FILE.jsonl …] [--sound] [--half 0|1]
        [--plot FILE.png] [--misses] [--json]

Each line is said right after the greeting of a call of its own and goes the whole way: safety,
commands, search, decision. `--sound` scores what the recogniser makes of the sound that lies
beside the file; what it heard is kept in `var/bench`. With CALLERS in the environment, `dev` and
`hard` name its sets. `--half` takes every other line: thresholds are fitted on one half and told
from the other. The callers' words are shown with `--misses` only.
"""

import argparse
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.labelled import LOOK_ALIKE, Line, heard, read
from bench.reliability import draw
from bench.slots import Score, score
from bench.taken import Taken, take
from dialog.content import load
from dialog.decision import Certainty, decide
from dialog.embedding import E5, EmbeddingUnavailable
from dialog.knowledge import OTHERS, Knowledge
from dialog.search import Index
from dialog.slots.own_words import lexicon_of
from voice.espeak import EspeakPhonemes

NO_TOPIC = (*OTHERS, "command")


@dataclass(frozen=True, slots=True)
class Part:
    """So many of so many."""

    good: int
    of: int

    @classmethod
    def count(cls, hits: Iterable[bool]) -> "Part":
        found = list(hits)
        return cls(sum(found), len(found))

    def __str__(self) -> str:
        return f"{self.good:4d} of {self.of:4d}  {100 * self.good / max(1, self.of):5.1f} %"


@dataclass(frozen=True, slots=True)
class Scored:
    line: Line
    taken: Taken

    @property
    def at_once(self) -> bool:
        return self.taken.answered and self.taken.topic in self.line.good

    @property
    def offered(self) -> bool:
        return bool(self.line.good & set(self.taken.offered))

    @property
    def obeyed(self) -> bool:
        wanted = self.line.slots.get("command")
        return self.taken.topic == "command" and wanted in (None, self.taken.command)


def figures(scored: Sequence[Scored]) -> dict[str, Part]:
    """The table of what counts; every row is a part of the lines that it is about."""

    def of(*topics: str) -> list[Scored]:
        return [each for each in scored if each.line.topic in topics]

    subjects = [each for each in scored if each.line.topic not in NO_TOPIC]
    likes = [each for each in scored if LOOK_ALIKE in each.line.tags]
    harmless = [each for each in scored if "emergency" not in each.line.good]
    in_scope = [each for each in scored if "out_of_scope" not in each.line.good]
    twofold = [each for each in subjects if each.line.second]
    answered = [each for each in scored if each.taken.answered]
    return {
        "topic right at once": Part.count(each.at_once for each in subjects),
        "topic right at once or after one question": Part.count(each.offered for each in subjects),
        "all kinds right at once": Part.count(_right(each) for each in scored),
        "of what was answered at once, right": Part.count(_right(each) for each in answered),
        "emergencies found": Part.count(each.at_once for each in of("emergency")),
        "false alarms, look-alikes": Part.count(_alarmed(likes)),
        "false alarms, all others": Part.count(_alarmed(harmless)),
        "in danger, asked whether": Part.count(_asked_of_danger(of("emergency"))),
        "in none, asked whether": Part.count(_asked_of_danger(harmless)),
        "person found": Part.count(each.at_once for each in of("human")),
        "person put on others": Part.count(
            each.taken.topic == "human" for each in scored if "human" not in each.line.good
        ),
        "out of scope refused": Part.count(each.at_once for each in of("out_of_scope")),
        "in scope wrongly refused": Part.count(
            each.taken.topic == "out_of_scope" for each in in_scope
        ),
        "small talk": Part.count(each.at_once for each in of("smalltalk")),
        "commands": Part.count(each.obeyed for each in of("command")),
        "both of two needs": Part.count(_both(each) for each in twofold),
        "asked which of two": Part.count(bool(each.taken.named) for each in scored),
        "not understood": Part.count(each.taken.topic == "unknown" for each in scored),
    }


def _right(each: Scored) -> bool:
    return each.obeyed if each.line.topic == "command" else each.at_once


def _alarmed(scored: Iterable[Scored]) -> list[bool]:
    return [each.taken.topic == "emergency" and each.taken.answered for each in scored]


def _asked_of_danger(scored: Iterable[Scored]) -> list[bool]:
    return [each.taken.named[:1] == ("emergency",) for each in scored]


def _both(each: Scored) -> bool:
    found = {each.taken.topic, each.taken.second}
    return {each.line.topic, each.line.second} == found and not each.taken.named


def slots_of(lines: Sequence[Line], knowledge: Knowledge) -> Score:
    """The values in these lines, where they are labelled."""
    rows = [
        {"id": line.id, "text": line.text, "lang": line.language, "slots": dict(line.slots)}
        for line in lines
        if line.slots
    ]
    return score(rows, lexicon_of(knowledge))


def seconds_of_decision(lines: Sequence[Line], index: Index) -> list[float]:
    """How long search and decision take for each line, warm, on one core; Linux only.

    Of the processor, so that it can be measured beside other work.
    """
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    index.search("warm", "nl")
    taken = []
    for line in lines:
        began = time.process_time()
        decide(index.search(line.text, line.language), Certainty(), line.confidence)
        taken.append(time.process_time() - began)
    os.sched_setaffinity(0, cores)
    return taken


def confusions(scored: Iterable[Scored]) -> Counter[tuple[str, str]]:
    """What was meant and what it was taken for, of all that is not right."""
    return Counter(
        (each.line.topic, "? " + " / ".join(each.taken.named) if each.taken.named
         else each.taken.topic)
        for each in scored
        if not _right(each)
    )  # fmt: skip


def tell(name: str, scored: Sequence[Scored], slots: Score, seconds: Sequence[float]) -> None:
    print(f"\n{name}: {len(scored)} lines")
    for what, part in figures(scored).items():
        if part.of:
            print(f"  {what:44s} {part}")
    if slots.values:
        print(f"  {'slots exact':44s} {Part(slots.right, slots.values)}")
    if seconds:
        p50, p95 = (1000 * float(np.percentile(seconds, at)) for at in (50, 95))
        print(f"  one decision, warm, one core: p50 {p50:.1f} ms, p95 {p95:.1f} ms")
    taken_for = confusions(scored).most_common(25)
    print("  meant > taken for: " + "; ".join(f"{a} > {b} {n}" for (a, b), n in taken_for))


def tell_misses(scored: Iterable[Scored], slots: Score) -> None:
    for each in scored:
        if _right(each):
            continue
        line, taken = each.line, each.taken
        what = " / ".join(taken.named) or taken.topic
        print(
            f"{line.id}\t{'|'.join(sorted(line.good))}\t> {what} {taken.score:.2f}"
            f"\t{line.confidence:.2f}\t{line.text}"
        )
    for miss in slots.misses:
        print(f"{miss.line}\t{miss.slot}: {miss.expected!r}\t> {miss.got!r}\t{miss.text}")


def to_json(name: str, scored: Sequence[Scored], seconds: Sequence[float]) -> str:
    rows: Mapping[str, object] = {
        what: {"good": part.good, "of": part.of} for what, part in figures(scored).items()
    }
    p95 = float(np.percentile(seconds, 95)) * 1000 if seconds else None
    return json.dumps({"set": name, "figures": rows, "decision_p95_ms": p95}, ensure_ascii=False)


def make_index(knowledge: Knowledge, cache: Path) -> Index:
    try:
        embedder = E5(Path("var/embeddings"))
    except EmbeddingUnavailable as error:
        print(error, file=sys.stderr)
        embedder = None
    return Index.build(knowledge, embedder, cache, phonemes=EspeakPhonemes())


def file_of(name: str) -> Path:
    """`dev` and `hard` are the sets of CALLERS."""
    if name not in ("dev", "hard"):
        return Path(name)
    if "CALLERS" not in os.environ:
        sys.exit(f"expected the folder of the caller set in CALLERS for {name!r}, got nothing")
    return Path(os.environ["CALLERS"]) / f"{name}.jsonl"


def main() -> None:
    wish = _wishes()
    knowledge = load(wish.content)
    index = make_index(knowledge, wish.cache)
    for name in wish.files:
        file = file_of(name)
        kept = Path("var/bench") / f"heard-{file.stem}.json"
        lines = heard(file, kept, Path("var/models")) if wish.sound else read(file)
        lines = lines if wish.half is None else lines[wish.half :: 2]
        scored = [Scored(line, take(line, knowledge, index, Certainty())) for line in lines]
        seconds = [] if wish.quick else seconds_of_decision(lines, index)
        slots = slots_of(lines, knowledge)
        title = f"{file.stem}{', sound' if wish.sound else ''}"
        if wish.json:
            print(to_json(title, scored, seconds))
        else:
            tell(title, scored, slots, seconds)
        if wish.misses:
            tell_misses(scored, slots)
        if wish.plot:
            answered = [each for each in scored if each.taken.answered]
            draw([(each.taken.score, _right(each)) for each in answered], title, wish.plot)


def _wishes() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="What the desk understands of labelled lines.")
    parser.add_argument("files", nargs="+", metavar="FILE.jsonl")
    parser.add_argument("--sound", action="store_true", help="as the recogniser hears the sound")
    parser.add_argument("--half", type=int, choices=(0, 1), help="every other line alone")
    parser.add_argument("--misses", action="store_true", help="show every line that went wrong")
    parser.add_argument("--plot", type=Path, help="calibration as a PNG")
    parser.add_argument("--quick", action="store_true", help="measure no time")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--content", type=Path, default=Path("content"))
    parser.add_argument("--cache", type=Path, default=Path("var/embeddings"))
    return parser.parse_args()


if __name__ == "__main__":
    main()
