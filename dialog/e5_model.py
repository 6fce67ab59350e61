"""multilingual-e5-small as CTranslate2 runs it: made once from the packed file, then kept."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
from ctranslate2.specs.common_spec import Activation
from ctranslate2.specs.transformer_spec import TransformerEncoderModelSpec, TransformerEncoderSpec

from dialog.e5_file import E5File, Floats
from dialog.e5_tuning import Tuning

NAME = "multilingual-e5-small-q4"
FORM = "ctranslate2-int8"


def name_of(tuning: Tuning | None) -> str:
    """What vectors of this model are told apart by."""
    return f"{NAME}/{FORM}" if tuning is None else f"{NAME}/{tuning.sign}/{FORM}"


def kept_model(file: E5File, folder: Path, tuning: Tuning | None = None) -> Path:
    """The model's folder within this one, made there if it is not: some three seconds, 121 MB.

    It appears whole or not at all; of two that make it at once either one's stays.
    Raises OSError when the folder cannot be written.
    """
    place = folder / name_of(tuning).replace("/", "-")
    if place.is_dir():
        return place
    folder.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=f".{place.name}-", dir=folder))
    try:
        make_model(file, staging, tuning)
        staging.chmod(0o755)
        if not place.is_dir():
            staging.rename(place)
    except OSError:
        if not place.is_dir():
            raise
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return place


def make_model(file: E5File, folder: Path, tuning: Tuning | None = None) -> None:
    """Write it to this folder, which is there and empty. Raises OSError and WrongTuning."""
    spec = TransformerEncoderModelSpec(
        TransformerEncoderSpec(
            file.layers,
            file.heads,
            pre_norm=False,
            activation=Activation.GELU,
            layernorm_embedding=True,
        )
    )
    given = tuning.applied(file.tensors) if tuning is not None else file.tensors
    _fill(spec.encoder, given)
    spec.register_vocabulary(list(_names(file, len(given["emb.word"]))))
    spec.config.layer_norm_epsilon = file.epsilon
    spec.config.unk_token = file.pieces[file.unknown]
    spec.validate()
    spec.optimize(quantization="int8")
    try:
        spec.save(str(folder))
    except RuntimeError as error:
        raise OSError(f"expected to write the model in {folder}, got: {error}") from error


def _fill(encoder: TransformerEncoderSpec, given: Mapping[str, Floats]) -> None:
    encoder.scale_embeddings = False
    encoder.embeddings[0].weight = given["emb.word"]
    # Every token is of the first type, so its vector is added to the places once and for all.
    encoder.position_encodings.encodings = given["emb.pos"] + given["emb.type"][0]
    encoder.layernorm_embedding.gamma = given["emb.ln.w"]
    encoder.layernorm_embedding.beta = given["emb.ln.b"]
    for number, layer in enumerate(encoder.layer):
        attention, feed = layer.self_attention, layer.ffn
        for kind in ("w", "b"):
            name = {"w": "weight", "b": "bias"}[kind]
            norm = {"w": "gamma", "b": "beta"}[kind]
            asked = [given[f"l{number}.{each}.{kind}"] for each in "qkv"]
            setattr(attention.linear[0], name, np.concatenate(asked))
            setattr(attention.linear[1], name, given[f"l{number}.ao.{kind}"])
            setattr(attention.layer_norm, norm, given[f"l{number}.aln.{kind}"])
            setattr(feed.linear_0, name, given[f"l{number}.fi.{kind}"])
            setattr(feed.linear_1, name, given[f"l{number}.fo.{kind}"])
            setattr(feed.layer_norm, norm, given[f"l{number}.oln.{kind}"])


def _names(file: E5File, rows: int) -> Iterator[str]:
    """One name for each row of the word embeddings; the engine wants no two the same."""
    seen: set[str] = set()
    for number in range(rows):
        piece = file.pieces[number] if number < len(file.pieces) else ""
        name = piece if piece and piece not in seen else f"<unused {number}>"
        seen.add(name)
        yield name
