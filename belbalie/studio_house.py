"""The studio of the house, put together: every port of its pages filled."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from fastapi import APIRouter

from belbalie.desk_records import DeskRecords
from belbalie.heard_vectors import HeardVectors
from belbalie.household import Household, prompts_of
from belbalie.in_force import InForce
from belbalie.knowledge import limits
from belbalie.learning import learned
from belbalie.preparing import Preparing
from belbalie.question_reading import Engines
from belbalie.report_pdf import written
from belbalie.studio_calamity import StudioCalamities
from belbalie.studio_content import StudioContent
from belbalie.studio_corrections import StudioCorrections
from belbalie.studio_figures import StudioFigures
from belbalie.studio_forecast import StudioForecasts
from belbalie.studio_questions import StudioQuestions
from belbalie.studio_sources import StudioSources
from belbalie.studio_trials import trials_of
from belbalie.studio_voice import StudioVoice
from belbalie.time_machine import DraftMachine
from belbalie.trials import HouseTrials
from desk.access.pages import DeskPages
from desk.studio.calamity import Calamities
from desk.studio.calamity_pages import calamity_router
from desk.studio.content import ContentDesk
from desk.studio.corrections import Corrections
from desk.studio.corrections_page import corrections_router
from desk.studio.figures import Figures
from desk.studio.figures_page import figures_router
from desk.studio.forecast import Forecasts
from desk.studio.forecast_pages import forecast_router
from desk.studio.listen_page import listening_router
from desk.studio.listening import Hear
from desk.studio.machine_page import time_machine_router
from desk.studio.month_pages import month_router
from desk.studio.question_pages import questions_router
from desk.studio.questions import Questions
from desk.studio.review_pages import review_router
from desk.studio.room import StudioRoom
from desk.studio.settings_pages import settings_router
from desk.studio.source_pages import sources_router
from desk.studio.texts_page import texts_router
from desk.studio.todo_lines import todo_of
from desk.studio.topic_pages import topic_router
from desk.studio.trial_page import trial_router
from desk.studio.yaml_page import yaml_router
from records.caller_turns import CallerTurns
from voice.models import ModelStore
from voice.roles import installed_voices
from voice.speakable import speakable


@dataclass(frozen=True, slots=True, kw_only=True)
class StudioParts:
    """What the pages of the studio ask."""

    in_force: InForce
    content: ContentDesk
    hear: Hear
    figures: Figures
    calamities: Calamities
    forecasts: Forecasts
    machine: DraftMachine
    questions: Questions
    vectors: HeardVectors | None
    """Of what callers said; None where nothing can be embedded."""
    sources: StudioSources
    trials: HouseTrials
    corrections: Corrections


def studio_routers(room: StudioRoom, parts: StudioParts) -> tuple[APIRouter, ...]:
    """All routes under /balie/studio."""
    return (
        listening_router(room, parts.hear),
        trial_router(room, parts.trials),
        calamity_router(room, parts.calamities),
        forecast_router(room, parts.forecasts),
        month_router(room, parts.figures, written),
        figures_router(room, parts.figures),
        review_router(room, todo_of(parts.questions, parts.corrections, room.now)),
        corrections_router(room, parts.corrections),
        texts_router(room),
        topic_router(room, speakable),
        yaml_router(room),
        settings_router(room),
        sources_router(room, parts.sources),
        questions_router(room, parts.questions),
        time_machine_router(room, parts.machine),
    )


@asynccontextmanager
async def open_studio(household: Household, records: DeskRecords) -> AsyncIterator[StudioParts]:
    """Raises WorkFailed."""
    in_force = InForce(household)
    preparing = Preparing(in_force, household.settings.embeddings, learned)
    with ExitStack() as closing:
        parts = await asyncio.to_thread(_parts, household, records, in_force, preparing, closing)
        try:
            yield parts
        finally:
            await parts.machine.close()
            await parts.sources.close()
            await preparing.end()


def room_of(household: Household, pages: DeskPages, parts: StudioParts) -> StudioRoom:
    return StudioRoom(
        pages=pages,
        content=parts.content,
        titles=lambda: household.titles,
        now=household.clock.now,
        hear=parts.hear,
    )


def _parts(
    household: Household,
    records: DeskRecords,
    in_force: InForce,
    preparing: Preparing,
    closing: ExitStack,
) -> StudioParts:
    settings, now = household.settings, household.clock.now
    content = StudioContent(settings.content, settings.data, now, preparing)
    closing.callback(content.close)
    speaker = household.speaking.speaker
    others = installed_voices(ModelStore(settings.models, settings.model_mirror))
    hear = StudioVoice(speaker, content, prompts_of(settings), others)
    closing.callback(hear.close)
    trials = trials_of(household, content, preparing)
    closing.callback(trials.close)
    figures = StudioFigures(records.counted)
    vectors = _vectors(household, closing)
    questions = StudioQuestions(
        _engines(household, vectors), figures, content, settings.database_url, now
    )
    closing.callback(questions.close)
    corrections = StudioCorrections(records, content, settings.database_url, now)
    closing.callback(corrections.close)
    turns = CallerTurns(settings.database_url)
    closing.callback(turns.close)
    return StudioParts(
        in_force=in_force,
        content=content,
        hear=hear,
        trials=trials,
        figures=figures,
        calamities=StudioCalamities(
            household.service_desk.crisis,
            household.writer.log,
            lambda: household.known.knowledge.addresses,
            now,
        ),
        forecasts=StudioForecasts(figures, lambda: household.known.knowledge.municipality, now),
        machine=DraftMachine(content, settings, turns, now),
        questions=questions,
        corrections=corrections,
        vectors=vectors,
        sources=StudioSources(
            settings.database_url, limits(settings), now, timedelta(days=settings.trace_days)
        ),
    )


def _vectors(household: Household, closing: ExitStack) -> HeardVectors | None:
    if household.embedder is None:
        return None
    vectors = HeardVectors(household.settings.database_url, household.embedder)
    closing.callback(vectors.close)
    return vectors


def _engines(household: Household, vectors: HeardVectors | None) -> Engines:
    """What callers' lines are grouped with."""
    return Engines(
        log=household.writer.log,
        known=lambda: household.known,
        vectors=vectors,
        embedder=household.embedder,
        cache=household.settings.embeddings,
    )
