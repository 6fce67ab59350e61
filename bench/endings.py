"""How soon a turn ends, and how often a caller is cut in on.

    python -m bench.endings --fit                  learn dialog/finished.json from the content
    CALLERS=FOLDER python -m bench.endings [--lines 140] [--cache DIR]

The weights are learned from the municipality's own sample lines, whole and cut, as a recogniser
may hear them. Their figures are of topics that were not learned from. The callers' sound is for
measuring only. A turn counts as cut in on when the wait at a pause inside it is over before the
pause is; the pause lasts from 0.3 to 1.0 s, any length alike.
"""

import argparse
import json
import os
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from bench.pauses import Pause, pauses
from dialog.acts import Expectation
from dialog.content import load
from dialog.finished import CLASSES, features, finished
from dialog.misspelling import misspelt
from dialog.phrases import plain
from dialog.search import Example, examples
from voice.patience import Patience, Signs

WEIGHTS_FILE = Path("dialog/finished.json")
COPIES = (0, 1, 2)
"""As written and as misheard; `_UNSEEN_COPY` is for the figures."""
_UNSEEN_COPY = 99
FOLDS = 4
SMALLEST = 0.05
"""Weights closer to 0 are left out of the file."""
SIGNS = (
    ((".", 0.80), ("?", 0.085), ("", 0.065), ("...", 0.04), (",", 0.01)),
    ((".", 0.88), ("?", 0.085), ("", 0.020), ("...", 0.01), ("!", 0.005)),
)
"""What Whisper base puts behind half a line and a whole one; counted on 170 sample lines, cut
660 times, spoken by Piper with Dutch phonemes through A-law."""
COMMA, NEW_PART, AFTER_SMALL_WORD = 3.0, 2.0, 1.5
"""How much likelier than elsewhere a pause is there."""
_SMALL = CLASSES["conjunction"] | CLASSES["preposition"] | CLASSES["question"]
INSIDE_SECONDS = np.linspace(0.3, 1.0, 71)

Floats = NDArray[np.float64]
Rule = Callable[[Pause], float]


@dataclass(frozen=True, slots=True)
class Lines:
    """Texts, whether whole (1) or cut (0), and how much each counts: all cuts of a line as one."""

    texts: list[str]
    whole: Floats
    weight: Floats


def lines_of(found: Sequence[Example], copies: Sequence[int]) -> Lines:
    dice = random.Random(1)
    texts: list[str] = []
    whole: list[float] = []
    weight: list[float] = []
    for line in found:
        parts = _cut(line.text)
        total = sum(likely for _, likely in parts) or 1.0
        for copy in copies:
            for text, likely, is_whole in [(line.text, total, 1), *((*each, 0) for each in parts)]:
                heard = misspelt(text, copy) if copy else text
                texts.append(heard.rstrip(" ,") + _sign(is_whole, dice))
                whole.append(is_whole)
                weight.append(likely / total)
    return Lines(texts, np.array(whole), np.array(weight))


def _cut(text: str) -> list[tuple[str, float]]:
    """All beginnings of the line, and how likely a pause is there."""
    words = text.split()
    return [
        (" ".join(words[:n]), _pause_after(words[n - 1], words[n])) for n in range(1, len(words))
    ]


def _pause_after(word: str, following: str) -> float:
    if word.endswith(","):
        return COMMA
    if plain(following) in _SMALL:
        return NEW_PART
    return AFTER_SMALL_WORD if plain(word) in _SMALL else 1.0


def _sign(whole: int, dice: random.Random) -> str:
    signs = [sign for sign, _ in SIGNS[whole]]
    return dice.choices(signs, [chance for _, chance in SIGNS[whole]])[0]


def learned_from(lines: Lines) -> dict[str, float]:
    """Weights by feature; `""` is the constant."""
    table = DictVectorizer()
    rows = table.fit_transform([dict.fromkeys(features(text), 1) for text in lines.texts])
    model = LogisticRegression(C=1.0, l1_ratio=1.0, solver="liblinear", max_iter=300)
    rows.indices, rows.indptr = rows.indices.astype(np.int32), rows.indptr.astype(np.int32)
    model.fit(rows, lines.whole, sample_weight=lines.weight)
    found = zip(table.get_feature_names_out(), model.coef_[0], strict=True)
    kept = {str(name): round(float(value), 2) for name, value in found if abs(value) >= SMALLEST}
    return {"": round(float(model.intercept_[0]), 2), **dict(sorted(kept.items()))}


def scores(weights: dict[str, float], texts: Sequence[str]) -> Floats:
    return np.array([weights[""] + sum(weights.get(f, 0.0) for f in features(t)) for t in texts])


def unseen(found: Sequence[Example]) -> tuple[Floats, Lines]:
    """Score misheard lines by what was learned from other topics."""
    labels = sorted({line.label for line in found})
    random.Random(2).shuffle(labels)
    fold = {label: n % FOLDS for n, label in enumerate(labels)}
    scored, tested = [], []
    for n in range(FOLDS):
        weights = learned_from(lines_of([x for x in found if fold[x.label] != n], COPIES))
        test = lines_of([x for x in found if fold[x.label] == n], (_UNSEEN_COPY,))
        scored.append(scores(weights, test.texts))
        tested.append(test)
    return np.concatenate(scored), Lines(
        [text for each in tested for text in each.texts],
        np.concatenate([each.whole for each in tested]),
        np.concatenate([each.weight for each in tested]),
    )


def figures(scored: Floats, lines: Lines) -> dict[str, float]:
    """The area under the curve, and cuts that look whole where so many whole lines do."""
    found = {
        "area": round(float(roc_auc_score(lines.whole, scored, sample_weight=lines.weight)), 3)
    }
    cut = lines.whole == 0
    for part in (0.5, 0.7, 0.9):
        least = np.quantile(scored[~cut], 1 - part)
        taken = lines.weight[cut & (scored >= least)].sum() / lines.weight[cut].sum()
        found[f"cuts taken for whole where {part:.0%} of the whole are"] = round(float(taken), 3)
    return found


def fit(content: Path) -> None:
    found = examples(load(content))
    made: dict[str, object] = {"made": f"{date.today()} by python -m bench.endings --fit"}
    weights = {}
    for language in ("nl", "en"):
        ours = [line for line in found if line.language == language]
        weights[language] = learned_from(lines_of(ours, COPIES))
        made[language] = {
            "from": f"{len(ours)} sample lines of the content, all their beginnings, each as "
            f"written and misheard {len(COPIES) - 1} times",
            "on topics not learned from, misheard": figures(*unseen(ours)),
        }
        print(language, len(weights[language]), "weights", made[language])
    text = json.dumps({**made, "weights": weights}, ensure_ascii=False, indent=0)
    WEIGHTS_FILE.write_text(text + "\n", encoding="utf-8")


# -- callers ---------------------------------------------------------------------------------


def cut_in(waits: Floats) -> float:
    """Share of turns cut in on, for one pause each of 0.3 to 1.0 s that gets these waits."""
    return float(np.mean(waits[:, None] < INSIDE_SECONDS[None, :] - 1e-9))


def signs(pause: Pause) -> Signs:
    words = finished(pause.text, Expectation.OPEN, pause.language)
    return Signs(words=words, sense=pause.sense)


def rules() -> dict[str, Rule]:
    ours = Patience()

    def wait(pause: Pause, known: Signs) -> float:
        return ours.ending_seconds(Expectation.OPEN, known)

    return {
        "0.7 s if smart-turn >= 0.5, else 1.3 s": lambda x: 0.7 if x.sense >= 0.5 else 1.3,
        "smart-turn alone, 0.45 s if >= 0.97, else 1.0 s": lambda x: (
            0.45 if x.sense >= 0.97 else 1.0
        ),
        "words alone": lambda x: wait(x, replace(signs(x), sense=None)),
        "words and smart-turn": lambda x: wait(x, signs(x)),
    }


def print_rules(found: Sequence[Pause]) -> None:
    ends = [each for each in found if each.kind == "end"]
    inside = [each for each in found if each.kind != "end"]
    print(f"{len(ends)} ends, {len(inside)} pauses inside; seconds of silence; share cut in on")
    print(f"{'':50s} {'p50':>5s} {'p95':>5s} | any " + " ".join(f"{s:5.1f}" for s in SHOWN))
    for name, rule in rules().items():
        waits, pausing = np.array([*map(rule, ends)]), np.array([*map(rule, inside)])
        shares = " ".join(f"{np.mean(pausing < s - 1e-9):5.3f}" for s in SHOWN)
        low, high = np.quantile(waits, (0.5, 0.95))
        print(f"{name:50s} {low:5.2f} {high:5.2f} | {cut_in(pausing):.3f} {shares}")
    print_kinds(inside)
    print_curve(ends, inside)
    lag = np.quantile([each.lag_seconds for each in ends], (0.05, 0.5, 0.95))
    print("silence is noticed after the last sound by (p5, p50, p95): ", np.round(lag, 2))


CURVE = ((0.7, 0.5), (0.8, 0.6), (0.85, 0.7), (0.9, 0.8), (0.9, 0.85), (0.93, 0.85), (0.95, 0.9))
SHOWN = (0.3, 0.5, 0.7, 0.9, 1.0)


def print_kinds(inside: Sequence[Pause]) -> None:
    """Show the speaker's own pauses apart: between two sentences they are no half sentence."""
    rule = rules()["words and smart-turn"]
    inserted = np.array([rule(each) for each in inside if each.kind == "inserted"])
    print(f"{len(inserted)} inserted pauses of 0.3 to 1.0 s: cut in on {cut_in(inserted):.3f}")
    for several, name in ((False, "one sentence"), (True, "several sentences")):
        own = [x for x in inside if x.kind == "natural" and x.several == several]
        found = sum(rule(each) < each.seconds for each in own)
        before = sum((0.7 if each.sense >= 0.5 else 1.3) < each.seconds for each in own)
        print(
            f"{len(own)} of the speaker's own length in lines of {name}: cut in on "
            f"{found / max(1, len(own)):.3f}, at 0.7 and 1.3 s {before / max(1, len(own)):.3f}"
        )


def print_curve(ends: Sequence[Pause], inside: Sequence[Pause]) -> None:
    print("\ncertain likely   p50   p95  pauses taken for a certain end  cut in on")
    for certain, likely in CURVE:
        ours = replace(Patience(), certain_probability=certain, likely_probability=likely)
        waits, pausing = (
            np.array([ours.ending_seconds(Expectation.OPEN, signs(x)) for x in part])
            for part in (ends, inside)
        )
        low, high = np.quantile(waits, (0.5, 0.95))
        soon = np.mean(pausing < ours.shortest_seconds + 0.01)
        mark = "*" if ours == Patience() else " "
        print(
            f"{certain:6.2f}{mark} {likely:6.2f} {low:5.2f} {high:5.2f} {soon:31.3f} "
            f"{cut_in(pausing):10.3f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description="How soon a turn ends, how often it is cut in on.")
    parser.add_argument("--fit", action="store_true", help="learn dialog/finished.json anew")
    parser.add_argument("--content", type=Path, default=Path("content"))
    parser.add_argument("--cache", type=Path, default=Path("var/bench"))
    parser.add_argument("--whisper", type=Path, default=Path("var/models/whisper-base"))
    parser.add_argument("--lines", type=int, default=140, help="of the callers; 3 CPU-s each")
    wish = parser.parse_args()
    if wish.fit:
        fit(wish.content)
    if callers := os.environ.get("CALLERS"):
        cache = wish.cache / "pauses.jsonl"
        print_rules(pauses(Path(callers), cache, wish.whisper, wish.lines))


if __name__ == "__main__":
    main()
