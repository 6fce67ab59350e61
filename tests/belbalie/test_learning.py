"""Learning in a process of its own: the real one."""

from pathlib import Path

import pytest

from belbalie.effect import LearningFailed
from belbalie.known import build_known
from belbalie.learning import learned
from belbalie.settings import load as load_settings
from dialog.content import load
from tests.dialog import small_content

pytestmark = pytest.mark.models  # the channel of meaning


async def test_what_was_learned_beside_is_only_read_here(tmp_path: Path) -> None:
    content, shares = small_content.write(tmp_path / "content"), list[float]()
    await learned(content, tmp_path / "embeddings", shares.append)
    assert shares == sorted(shares)
    assert 0.5 < shares[-1] <= 1.0
    kept = {file: file.stat().st_ino for file in (tmp_path / "embeddings").glob("*.npz")}
    assert len(kept) >= 2
    build_known(load(content), load_settings(data=tmp_path), None)
    after = {file: file.stat().st_ino for file in kept}
    assert after == kept


async def test_a_process_that_fails_is_told(tmp_path: Path) -> None:
    with pytest.raises(LearningFailed, match="Deze map met inhoud bestaat niet"):
        await learned(tmp_path / "nergens", tmp_path / "embeddings", lambda share: None)
