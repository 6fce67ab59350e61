"""Debian's Chromium, as the tests drive it: with a microphone that plays a file."""

from pathlib import Path

import numpy as np

from audio.wav import write_wav

CHROMIUM = Path("/usr/bin/chromium")
MISSING = "needs Debian's Chromium: apt-get install chromium"
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
)
VOICE_HZ = 440


def flags(microphone: Path) -> list[str]:
    """The microphone plays this file again and again."""
    return [*_FLAGS, f"--use-file-for-fake-audio-capture={microphone}"]


def speech_like(path: Path) -> Path:
    """Make tone in syllables: a steady one the browser would take for noise and remove."""
    at = np.arange(48000 * 4) / 48000
    syllables = np.clip(np.sin(2 * np.pi * 3 * at), 0, 1)
    write_wav(path, (15000 * syllables * np.sin(2 * np.pi * VOICE_HZ * at)).astype(np.int16), 48000)
    return path
