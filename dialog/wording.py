"""The fixed sentences by name, in the caller's language.

Editors write them in `content/sentences.yaml`. What the law or the architecture fixes stands
here or in `safety.py`, where no editor or setting reaches it: the first sentence of a call.
"""

from collections.abc import Sequence
from dataclasses import replace

from dialog.acts import Act, Say
from dialog.knowledge import Knowledge, LanguagePack

_WHOLE = frozenset({"nl", "en"})
"""Languages in which everything can be said."""

_DISCLOSURE = {
    "nl": "Welkom, u spreekt met de computer van de gemeente {name}.",
    "en": "Welcome, you are speaking with the computer of the municipality of {name}.",
}
"""EU AI Act art. 50(1): at the start of the first contact, and not to be switched off."""

TYPED = "_typed"
"""Behind the name of a sentence: what is written instead to who types; may be left out."""

NAMES = frozenset({
    "door", "first_question", "more", "goodbye", "listening", "rephrase_first", "rephrase_second",
    "rephrase_third", "not_heard_first", "not_heard_second", "offer_person",
    "offer_person_verify", "offer_person_first", "no_person_needed", "go_on", "clarify_two",
    "clarify_one", "clarify_none", "help", "slower", "faster", "louder", "softer", "calm",
    "normal", "calm_check", "calm_check_keys", "calm_goes_on", "calm_offer",
    "calm_remember", "calm_kept", "calm_not_kept", "calm_as_before", "calm_forgotten",
    "calm_not_forgotten", "calm_nothing_kept",
    "rating", "rating_thanks", "rating_person",
    "relay_wait", "relay_still", "relay_person",
    "relay_goodbye", "calm_enough", "calm_again",
    "waiting", "nothing_to_repeat", "machine", "machine_short", "source", "no_source", "bsn",
    "hushed", "end_question", "thanks", "out_of_scope", "not_ours", "dont_know_ok", "start_over",
    "still_there", "silence_again", "silence_keys", "noise_keys", "silence_goodbye",
    "language_ask", "language_yes", "language_other", "language_person", "language_poor_dutch",
    "callback_ask_number", "callback_ask_known", "callback_other_number", "callback_number_again",
    "callback_number_wrong", "callback_number_none", "callback_number_keys",
    "callback_number_unknown", "callback_read_back", "callback_yes_or_no", "callback_ask_time",
    "callback_time_again", "callback_evening", "callback_weekend", "callback_holiday",
    "callback_closed", "callback_too_late", "callback_help",
    "callback_done", "callback_urgent", "callback_gave_up", "callback_cancelled",
    "closed_now", "closed_holiday", "open_again",
    "transfer_begin", "transfer_stays", "transfer_picked_up", "transfer_not_this",
    "transfer_lost", "transfer_accepted", "transfer_cancelled", "transfer_failed",
    "taken_over", "taken_lost", "sent_back", "sent_back_errand",
    "queue_first", "queue_place", "queue_far", "queue_time", "queue_callback", "queue_offer",
    "queue_waits", "queue_still_first", "queue_still_place", "queue_now_first",
    "queue_now_place", "queue_now_time",
    "machine_again", "failed_hearing", "failed_search", "failed_speaking", "failed_record",
    "errand_again", "errand_wrong", "errand_short", "errand_keys", "errand_spell",
    "errand_yes_no_keys", "errand_choice_key", "errand_change", "errand_unknown",
    "errand_required", "errand_restart", "errand_stopped", "errand_help", "errand_machine",
    "who_does", "errand_failed", "errand_gave_up", "second_need", "only_dutch",
    "crisis_dated", "crisis_ask", "news_came",
    "errand_resume", "transfer_cancelled_errand", "callback_cancelled_errand",
    "not_valid_now", "municipal", "source_until", "source_undated", "site", "site_none",
    "document_offer_conditions", "document_offer_rest", "document_nothing_found",
    "document_too_old", "document_does_not_hold", "document_not_certain", "document_area",
    "keys_offer", "keys_yes_no", "menu_further", "menu_up", "menu_stop", "menu_person",
    "menu_other", "about_kwijt", "about_kosten", "about_meenemen", "about_spoed", "about_duur",
    "about_wanneer", "keys_end", "keys_skip", "key_naam", "key_straat", "key_kenteken",
    "key_postcode", "key_letters", "key_datum", "key_tijd", "key_zaaknummer",
    "key_zaaknummer_short", "key_by_letter", "key_next_letter", "key_spell", "key_again",
    "key_skip", "key_colleague", "key_soonest", "key_ochtend", "key_middag", "key_own_day",
    "about_digitaal", "about_waar", "about_wie", "about_hoe", "about_regels",
    "document_ask_page", "document_ask_part", "document_ask_heading", "document_ask_question",
    "document_ask_page_question", "document_ask_other", "document_ask_explain",
    "after_not_now", "after_no_code", "after_code", "after_code_later", "after_left",
    "after_nothing_left", "after_cannot", "after_goes_on", "after_nothing_noted",
    "after_noted_topic", "after_noted", "after_forget_ask", "after_forget_ask_done",
    "after_forgotten", "after_kept", "after_kept_errand", "message_none",
    "today_open", "today_now", "today_later", "today_over", "today_closed", "today_holiday",
})  # fmt: skip


def disclosure(municipality: str, language: str, packs: Sequence[LanguagePack] = ()) -> str:
    """The first sentence of every call: a computer answers."""
    own = next((each.disclosure for each in packs if each.code == language), "")
    if own:
        return own.format(name=municipality)
    return _DISCLOSURE.get(language, _DISCLOSURE["nl"]).format(name=municipality)


class Wording:
    """Sentences of one state of the content; a language without a sentence gets the Dutch one."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._sentences = knowledge.sentences
        self._municipality = knowledge.municipality.name
        self._packs = knowledge.languages
        self._given: dict[str, str] = {}
        self.typed = False
        """Whether the caller types: a sentence with words to read for that is taken then."""

    def disclosure(self, language: str) -> str:
        return disclosure(self._municipality, language, self._packs)

    def in_its_language(self, act: Act) -> Act:
        """Let the voice of its words say it: in a small language most words are Dutch still."""
        if not isinstance(act, Say) or act.language in _WHOLE:
            return act
        theirs = act.text == self.disclosure(act.language)
        if theirs or self._given.get(act.text) == act.language:
            return act
        return replace(act, language="nl")

    def __call__(self, name: str, language: str, **values: str) -> str:
        """The sentence `name` with its values filled in. Raises KeyError for an unknown name."""
        to_read = self._sentences.get(f"{name}{TYPED}") if self.typed else None
        by_language = to_read or self._sentences[name]
        text = by_language.get(language, by_language["nl"]).format(
            municipality=self._municipality, **values
        )
        if language not in _WHOLE and language in by_language:
            self._given[text] = language
        return text
